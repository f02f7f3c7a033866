// SPDX-License-Identifier: Apache-2.0

#include "job/source_check.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "encode/message_id.hpp"
#include "model/failure.hpp"
#include "text/utf8.hpp"

namespace sent::job {

namespace {

using Json = nlohmann::json;

constexpr std::size_t most_kinds = 20;

std::optional<std::string> reason(const std::vector<tracking_plan::schema::Violation>& violations) {
  if (violations.empty()) return std::nullopt;
  const std::size_t others = violations.size() - 1;
  return fmt::format("tracking plan: {}{}", tracking_plan::schema::describe(violations.front()),
                     others == 0 ? "" : fmt::format("; and {} more", others));
}

Json value_of(std::string_view text) {
  return text::is_well_formed(text) ? std::string(text) : text::well_formed(text);
}
Json value_of(std::int64_t number) { return number; }
Json value_of(bool truth) { return truth; }
Json value_of(std::nullptr_t) { return nullptr; }

Json context_of(const encode::EventWriter& writer, const expand::SourceUsage& usage) {
  Json context{{"library", {{"name", encode::library_name}, {"version", writer.rules().library_version}}}};
  if (const auto group = encode::EventWriter::group_of(usage)) context["groupId"] = value_of(*group);
  return context;
}

// The event of the first recipient, as EventWriter renders it.
Json event_of(const encode::EventWriter& writer, const expand::SourceUsage& usage) {
  Json properties = Json::object();
  writer.each_property(usage, [&](std::string_view name, const auto& value) {
    properties[value_of(name).get<std::string>()] = value_of(value);
  });
  const std::string_view user = usage.recipients.front();
  Json event{{"type", "track"},
             {"event", encode::event_name},
             {"messageId", writer.message_id_for(user)},
             {"userId", value_of(user)},
             {"timestamp", writer.timestamp()},
             {"properties", std::move(properties)},
             {"context", context_of(writer, usage)}};
  // The settings contain it as text.
  if (const auto& own = writer.rules().integrations) event["integrations"] = Json::parse(*own);
  return event;
}

// The schema for one member of the event; null if any value is right. Nothing if the schemas for it are not simply one
// ObjectSchema.
std::optional<tracking_plan::schema::ObjectSchema*> part_of(tracking_plan::schema::Schema& event,
                                                            std::string_view name) {
  if (event.is_open()) return nullptr;
  if (event.object() == nullptr || event.object()->has_rest()) return std::nullopt;
  tracking_plan::schema::ObjectSchema* part = nullptr;
  for (tracking_plan::schema::Schema* const schema : event.object()->member(name).schemas) {
    if (schema->is_open()) continue;
    if (schema->object() == nullptr || schema->object()->has_rest() || part != nullptr) return std::nullopt;
    part = schema->object();
  }
  return part;
}

}  // namespace

SourceCheck::SourceCheck(const tracking_plan::TrackingPlan& plan)
    : digest_(to_string(encode::name_based_uuid({}, plan.at(encode::event_name).json.dump()))),
      rule_(Json(plan.at(encode::event_name).schema())),
      properties_(part_of(rule_, "properties")),
      context_(part_of(rule_, "context")) {
  const Json properties = plan.at(encode::event_name).schema().value("properties", Json::object());
  for (const char* const name : {"userId", "messageId", "timestamp"}) {
    if (!properties.is_object() || !properties.contains(name)) continue;
    throw Failure(ExitCode::usage,
                  fmt::format("reading the rule for {}: it has a schema for {}", encode::event_name, name),
                  "remove that schema: only what all events of a source have in common can be checked, such as "
                  "properties and context");
  }
}

bool SourceCheck::is_surely_right(const encode::EventWriter& writer, const expand::SourceUsage& usage) {
  const auto group = encode::EventWriter::group_of(usage);
  if (!properties_ || !context_ || !rest_is_right_[group ? 1 : 0]) return false;
  if (group && *context_ != nullptr && !(*context_)->member("groupId").accepts(*group)) return false;
  if (*properties_ == nullptr) return true;
  tracking_plan::schema::ObjectSchema& properties = **properties_;
  std::size_t required = 0;
  bool right = true;
  writer.each_property(usage, [&](std::string_view name, const auto& value) {
    const auto& member = properties.member(name);
    right = right && member.accepts(value);
    if (member.required) ++required;
  });
  return right && required == properties.required();
}

// Days may have been begun with different rules.
void SourceCheck::note_rest(const encode::EventRules& rules) {
  std::string rest = fmt::format("{} {}", rules.library_version, rules.integrations.value_or(""));
  if (rest != rest_) rest_is_right_.fill(false);
  rest_ = std::move(rest);
}

std::optional<std::string> SourceCheck::refusal(const encode::EventWriter& writer, const expand::SourceUsage& usage) {
  note_rest(writer.rules());
  if (is_surely_right(writer, usage)) return std::nullopt;
  std::vector<tracking_plan::schema::Violation> found;
  rule_.check(event_of(writer, usage), "", found);
  if (found.empty()) {
    rest_is_right_[encode::EventWriter::group_of(usage) ? 1 : 0] = true;
  } else {
    note(usage.source_id, found);
  }
  return reason(found);
}

std::optional<std::string> SourceCheck::refusal(std::string_view event) {
  const Json json = Json::parse(event, nullptr, false);
  if (json.is_discarded()) return "tracking plan: the event is not JSON";
  std::vector<tracking_plan::schema::Violation> found;
  rule_.check(json, "", found);
  return reason(found);
}

void SourceCheck::note(std::string_view source_id, const std::vector<tracking_plan::schema::Violation>& violations) {
  for (const tracking_plan::schema::Violation& violation : violations) {
    const std::string kind = fmt::format("{}: expected {}", violation.pointer, violation.expected);
    if (kinds_.size() >= most_kinds && !kinds_.contains(kind)) continue;
    ViolationKind& noted = kinds_[kind];
    if (noted.times++ > 0) continue;
    noted.example = source_id;
    noted.found = violation.found;
  }
}

void SourceCheck::log_violations(log::Log& log) const {
  for (const auto& [kind, noted] : kinds_) {
    log.warn("sources violate the tracking plan, and their events are rejected",
             {{"violation", kind}, {"times", noted.times}, {"example", noted.example}, {"found", noted.found}});
  }
}

}  // namespace sent::job
