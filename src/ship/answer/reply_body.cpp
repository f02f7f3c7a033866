// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/reply_body.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text/lower_case.hpp"

namespace sent::ship::answer {

namespace {

using Json = nlohmann::json;
using Kind = BodyVerdict::Kind;

// Some receivers write a truth as a text or a number.
bool is_no(const Json& value) {
  if (value.is_boolean()) return !value.get<bool>();
  if (value.is_number()) return value.get<double>() == 0;
  if (!value.is_string()) return false;
  const std::string text = text::lower_case(value.get_ref<const std::string&>());
  return text == "false" || text == "no" || text == "0";
}

bool denies(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && is_no(*found);
}

bool is_true(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_boolean() && found->get<bool>();
}

// In floating point, so no difference of two counts overflows.
double count_of(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_number_integer() ? found->get<double>() : 0;
}

bool is_refusal(std::string_view reason) {
  return reason.starts_with("stream not found") || reason.starts_with("no destinations found for stream");
}

bool add_named(const Json& error, BodyVerdict& verdict) {
  constexpr std::string_view prefix = "Message ID: ";
  if (!error.is_string()) return false;
  const std::string_view text = error.get_ref<const std::string&>();
  if (!text.starts_with(prefix)) return false;
  const std::string_view rest = text.substr(prefix.size());
  const std::string_view id = rest.substr(0, rest.find(':'));
  if (id.empty()) return false;
  if (rest.substr(id.size()).starts_with(": ") && is_refusal(rest.substr(id.size() + 2))) verdict.kind = Kind::refused;
  verdict.message_ids.emplace_back(id);
  verdict.reasons.emplace_back(text);
  return true;
}

// Only if the receiver names every failed event: any other would count as delivered.
BodyVerdict read_errors(const Json& body) {
  const auto errors = body.find("errors");
  if (errors == body.end() || !errors->is_array() || errors->empty()) return {Kind::not_taken, {}, {}};
  BodyVerdict verdict{Kind::partly, {}, {}};
  for (const Json& error : *errors) {
    if (!add_named(error, verdict)) return {Kind::not_taken, {}, {}};
  }
  if (verdict.kind == Kind::refused) return {Kind::refused, {}, {}};
  const double failed =
      count_of(body, "receivedEvents") - count_of(body, "deduplicatedEvents") - count_of(body, "okEvents");
  if (failed > static_cast<double>(verdict.message_ids.size())) return {Kind::not_taken, {}, {}};
  return verdict;
}

BodyVerdict read_error(const Json& body) {
  const auto error = body.find("error");
  if (error == body.end() || !error->is_string() || is_true(body, "ok") || is_true(body, "success")) return {};
  const std::string& text = error->get_ref<const std::string&>();
  if (text.empty()) return {};
  return {is_refusal(text) ? Kind::refused : Kind::not_taken, {}, {}};
}

// No receiver answers with a text or a page that begins like this.
bool begins_as_json(std::string_view body) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (body[first] == '{' || body[first] == '[');
}

}  // namespace

BodyVerdict read_success_body(std::string_view body, bool cut_off) {
  const Json parsed = Json::parse(body.begin(), body.end(), nullptr, false);
  if (parsed.is_discarded()) {
    if (!begins_as_json(body)) return {};
    return {cut_off ? Kind::unreadable : Kind::not_taken, {}, {}};
  }
  if (!parsed.is_object()) return {};
  if (denies(parsed, "success")) return {Kind::not_taken, {}, {}};
  if (denies(parsed, "ok")) return read_errors(parsed);
  return read_error(parsed);
}

bool names_message(std::string_view named, std::string_view message_id) {
  if (named == message_id) return true;
  const std::string_view kept = message_id.substr(0, 64);
  const auto same = [](char a, char b) {
    const bool plain =
        (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '.' || b == '_' || b == '-';
    return a == (plain ? b : '_');
  };
  return std::equal(named.begin(), named.end(), kept.begin(), kept.end(), same);
}

}  // namespace sent::ship::answer
