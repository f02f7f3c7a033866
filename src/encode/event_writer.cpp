#include "encode/event_writer.hpp"

#include <fmt/format.h>

#include "encode/json_text.hpp"

namespace sent {

namespace {

void append_key(std::string& json, std::string_view name) {
  if (json.back() != '{') json += ',';
  append_json_string(json, name);
  json += ':';
}

void append(std::string& json, std::string_view name, std::string_view text) {
  append_key(json, name);
  append_json_string(json, text);
}

void append(std::string& json, std::string_view name, std::optional<std::string_view> text) {
  append_key(json, name);
  if (text) {
    append_json_string(json, *text);
  } else {
    json += "null";
  }
}

void append(std::string& json, std::string_view name, std::int64_t number) {
  append_key(json, name);
  append_json_number(json, number);
}

void append_count(std::string& json, std::string_view name, std::size_t count) {
  append(json, name, static_cast<std::int64_t>(count));
}

}  // namespace

EventWriter::EventWriter(EventRules rules, Day day, Instant timestamp)
    : rules_(std::move(rules)), day_(iso(day)), timestamp_(iso_milliseconds(timestamp)) {}

void EventWriter::begin_source(const SourceUsage& usage) {
  source_id_ = usage.source_id;
  tail_ = fmt::format(R"(,"timestamp":"{}","properties":{{)", timestamp_);
  append_properties(usage);
  tail_ += R"(},"context":{)";
  append_context(usage);
  tail_ += '}';
  if (!rules_.integrations.empty()) tail_ += R"(,"integrations":)" + rules_.integrations;
  tail_ += '}';
}

void EventWriter::append_properties(const SourceUsage& usage) {
  append(tail_, "sourceId", usage.source_id);
  append(tail_, "sourceSlug", usage.slug);
  append_count(tail_, "sourceCollaborators", usage.collaborators);
  append(tail_, "ownerId", usage.owner_id);
  append_count(tail_, "ownerOwners", usage.owners);
  append(tail_, "callsMonthly", usage.calls_monthly);
  append(tail_, "callsWeekly", usage.calls_weekly);
  for (std::size_t i = 0; i < base_methods.size(); ++i) {
    append(tail_, fmt::format("method{}", base_methods[i]), usage.methods[i]);
  }
  for (const auto& method : usage.other_methods) append(tail_, method.property, method.calls);
  for (const auto& library : usage.libraries) append(tail_, library.property, library.calls);
  append_count(tail_, "destinations", usage.destinations);
  for (const auto destination : usage.destination_properties) {
    append_key(tail_, destination);
    tail_ += "true";
  }
  if (rules_.with_date) append(tail_, "date", std::string_view(day_));
  if (rules_.with_owner_type) append(tail_, "ownerType", usage.owner_kind);
}

void EventWriter::append_context(const SourceUsage& usage) {
  // Unify drops an event whose groupId is there but empty.
  if (usage.owner_kind == "workspace" && usage.owner_id) append(tail_, "groupId", *usage.owner_id);
  append_key(tail_, "library");
  tail_ += R"({"name":"sent-source-data","version":)";
  append_json_string(tail_, rules_.library_version);
  tail_ += '}';
}

std::string_view EventWriter::event_for(std::string_view user_id) {
  event_ = R"({"type":"track","event":"Sent Source Data","messageId":")";
  event_ += to_string(message_id(rules_.name_space, day_, source_id_, user_id));
  event_ += R"(","userId":)";
  append_json_string(event_, user_id);
  event_ += tail_;
  return event_;
}

}  // namespace sent
