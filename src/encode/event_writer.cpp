// SPDX-License-Identifier: Apache-2.0

#include "encode/event_writer.hpp"

#include <fmt/format.h>

#include "text/json_text.hpp"

namespace sent::encode {

namespace {

constexpr std::string_view opening = R"({"type":"track","event":"Sent Source Data","messageId":")";
constexpr std::size_t uuid_length = 36;

void append_key(std::string& json, std::string_view name) {
  if (json.back() != '{') json += ',';
  text::append_json_string(json, name);
  json += ':';
}

void append_value(std::string& json, std::string_view text) { text::append_json_string(json, text); }
void append_value(std::string& json, std::int64_t number) { text::append_json_number(json, number); }
void append_value(std::string& json, bool truth) { json += truth ? "true" : "false"; }
void append_value(std::string& json, std::nullptr_t) { json += "null"; }

}  // namespace

EventWriter::EventWriter(EventRules rules, Day day, Instant timestamp)
    : rules_(std::move(rules)), day_(iso(day)), timestamp_(iso_milliseconds(timestamp)) {}

void EventWriter::begin_source(const expand::SourceUsage& usage) {
  source_id_ = usage.source_id;
  tail_ = fmt::format(R"(,"timestamp":"{}","properties":{{)", timestamp_);
  append_properties(usage);
  tail_ += R"(},"context":{)";
  append_context(usage);
  tail_ += '}';
  if (rules_.integrations) tail_ += R"(,"integrations":)" + *rules_.integrations;
  tail_ += '}';
}

void EventWriter::append_properties(const expand::SourceUsage& usage) {
  each_property(usage, [this](std::string_view name, const auto& value) {
    append_key(tail_, name);
    append_value(tail_, value);
  });
}

std::optional<std::string_view> EventWriter::group_of(const expand::SourceUsage& usage) {
  return usage.owner_kind == "workspace" ? usage.owner_id : std::nullopt;
}

void EventWriter::append_context(const expand::SourceUsage& usage) {
  if (const auto group = group_of(usage)) {
    append_key(tail_, "groupId");
    text::append_json_string(tail_, *group);
  }
  append_key(tail_, "library");
  tail_ += fmt::format(R"({{"name":"{}","version":)", library_name);
  text::append_json_string(tail_, rules_.library_version);
  tail_ += '}';
}

std::string_view EventWriter::event_for(std::string_view user_id) {
  event_ = opening;
  event_ += message_id_for(user_id);
  event_ += R"(","userId":)";
  text::append_json_string(event_, user_id);
  event_ += tail_;
  return event_;
}

std::string EventWriter::message_id_for(std::string_view user_id) const {
  return to_string(encode::message_id(rules_.name_space, day_, source_id_, user_id));
}

std::string_view EventWriter::message_id() const {
  return std::string_view(event_).substr(opening.size(), uuid_length);
}

}  // namespace sent::encode
