// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/reply_body.hpp"

#include <nlohmann/json.hpp>

#include "fuzz/input.hpp"

namespace sent::tests {

namespace {

using Kind = ship::answer::BodyVerdict::Kind;

double count_of(const nlohmann::json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_number_integer() ? found->get<double>() : 0;
}

// How Jitsu changes an id before it names it.
std::string as_named(std::string_view id) {
  std::string named(id.substr(0, 64));
  for (char& c : named) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '-') c = '_';
  }
  return named;
}

void check_named(const ship::answer::BodyVerdict& verdict, const nlohmann::json& body) {
  require(!verdict.message_ids.empty(), "whoever says that some failed names them");
  const double failed =
      count_of(body, "receivedEvents") - count_of(body, "deduplicatedEvents") - count_of(body, "okEvents");
  require(failed <= static_cast<double>(verdict.message_ids.size()), "an event that failed is named");
  for (std::size_t i = 0; i < verdict.message_ids.size(); ++i) {
    const std::string& id = verdict.message_ids[i];
    require(verdict.reasons[i].starts_with("Message ID: " + id), "a reason is that of its event");
    require(ship::answer::names_message(id, id) && ship::answer::names_message(as_named(id), id),
            "an event is known by its name");
    require(!ship::answer::names_message(id, id + "x") || id.size() >= 64, "another event is not");
  }
}

// A "success" or "ok" that is not true, an "error", whose name may be written with escapes, or JSON that breaks off.
bool has_bad_news(std::string_view text) {
  if (text.find("false") != std::string_view::npos) return true;
  const auto body = nlohmann::json::parse(text, nullptr, false);
  if (body.is_discarded()) return text.find_first_of("{[") == text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return body.is_object() && (body.contains("error") || body.contains("success") || body.contains("ok"));
}

}  // namespace

void fuzz_reply_body(Bytes bytes) {
  const std::string_view text = FuzzInput(bytes).rest();
  const ship::answer::BodyVerdict whole = ship::answer::read_success_body(text, false);
  const ship::answer::BodyVerdict cut = ship::answer::read_success_body(text, true);
  require(whole.kind != Kind::unreadable, "a whole body can be read");
  require(cut.kind == whole.kind || (cut.kind == Kind::unreadable && whole.kind == Kind::not_taken),
          "a body that was cut off is not read as if it were whole");
  require(whole.reasons.size() == whole.message_ids.size(), "each event has its reason");
  if (whole.kind == Kind::partly) {
    check_named(whole, nlohmann::json::parse(text));
  } else {
    require(whole.message_ids.empty(), "events are named only when others were taken");
  }
  require(whole.kind == Kind::accepted || has_bad_news(text), "only a false, an error or half a body is bad news");
}

}  // namespace sent::tests
