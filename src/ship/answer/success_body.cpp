// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/success_body.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "config/preset.hpp"
#include "http/authority.hpp"
#include "text/lower_case.hpp"
#include "text/utf8.hpp"

namespace sent::ship::answer {

namespace {

using Json = nlohmann::json;

constexpr std::string_view blanks = " \t\r\n\v\f";

constexpr Flaw web_page{"a web page",
                        "check sink.url, and whether a proxy or a sign-in page is in between: what answers is a web "
                        "page, not a receiver"};
constexpr Flaw binary{"a compressed or binary body",
                      "check sink.url, and whether a proxy in between compresses answers: the job asks for no "
                      "compressed answer",
                      false};
constexpr Flaw foreign{
    "an answer that this receiver does not give",
    "check sink.url and sink.preset, and what is in between: what answers is not the receiver of the "
    "preset; for another receiver, set sink.preset to custom"};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

// What was cut off may end within a character.
bool is_text(std::string_view body, bool cut_off) {
  const auto is_control = [](char c) { return c >= 0 && c < ' ' && blanks.find(c) == std::string_view::npos; };
  if (std::ranges::any_of(body, is_control)) return false;
  for (std::size_t missing = 0; missing < (cut_off ? 4U : 1U) && missing <= body.size(); ++missing) {
    if (text::is_well_formed(body.substr(0, body.size() - missing))) return true;
  }
  return false;
}

bool says_ok(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = trimmed(text.substr(1, text.size() - 2));
  return text::lower_case(text) == "ok";
}

// Also if it breaks off, which read_success_body() notices.
bool is_json(std::string_view text) { return text.starts_with('{') || text.starts_with('['); }

bool is_html(std::string_view content_type) {
  const std::string type = text::lower_case(trimmed(content_type.substr(0, content_type.find(';'))));
  return type == "text/html" || type == "application/xhtml+xml";
}

// Many programs answer with JSON, with OK or with nothing, and leave their server to declare it as HTML.
bool is_page(std::string_view text, std::string_view content_type) {
  if (text.starts_with('<')) return true;
  return is_html(content_type) && !text.empty() && !is_json(text) && !says_ok(text);
}

bool has_boolean(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_boolean();
}

// An older Jitsu names an error without "ok".
bool has_error(const Json& body) {
  const auto found = body.find("error");
  return found != body.end() && found->is_string() && !found->get_ref<const std::string&>().empty();
}

// Whether an object says so or not is for read_success_body(), and so is one that breaks off.
bool is_object(std::string_view text, bool (*has_news)(const Json&)) {
  if (!text.starts_with('{')) return false;
  const Json body = Json::parse(text.begin(), text.end(), nullptr, false);
  return body.is_discarded() || has_news(body);
}

bool has_form(std::string_view text, SuccessForm form) {
  switch (form) {
    case SuccessForm::success_true:
      return is_object(text, [](const Json& body) { return has_boolean(body, "success"); });
    case SuccessForm::ok:
      return is_object(text, [](const Json& body) { return has_boolean(body, "ok") || has_error(body); });
    case SuccessForm::text_ok: return says_ok(text) || is_json(text);
    case SuccessForm::anything: break;
  }
  return true;
}

// Whether sink.url leads to the host of the preset's own address.
bool is_own_host(const config::Config::Sink& sink) {
  const auto host_of = [](std::string_view url) {
    const auto parts = http::split_authority(http::authority_of(url));
    return text::lower_case(parts ? parts->host : std::string_view());
  };
  const auto values = config::preset_values(sink.preset);
  const auto url = std::ranges::find(values, "sink.url", [](const auto& value) { return value.first; });
  return url != values.end() && host_of(url->second) == host_of(sink.url);
}

}  // namespace

SuccessForm success_form_of(const config::Config::Sink& sink) {
  if (sink.preset == config::Preset::rudderstack) return SuccessForm::text_ok;
  if (sink.preset == config::Preset::jitsu) return SuccessForm::ok;
  return config::is_segment(sink.preset) && is_own_host(sink) ? SuccessForm::success_true : SuccessForm::anything;
}

std::optional<Flaw> find_flaw(const http::Reply& reply, SuccessForm form) {
  if (!is_text(reply.body, reply.body.size() >= http::max_reply_bytes)) return binary;
  const std::string_view text = trimmed(reply.body);
  if (is_page(text, reply.content_type)) return web_page;
  if (!has_form(text, form)) return foreign;
  return std::nullopt;
}

}  // namespace sent::ship::answer
