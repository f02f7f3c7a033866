// SPDX-License-Identifier: Apache-2.0

#include "job/source_check.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "model/failure.hpp"

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

// None when the schemas that speak of it cannot be taken apart; null when none says anything.
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
    : rule_(Json(plan.at(encode::event_name).schema())),
      properties_(part_of(rule_, "properties")),
      context_(part_of(rule_, "context")) {
  const Json properties = plan.at(encode::event_name).schema().value("properties", Json::object());
  for (const char* const name : {"userId", "messageId", "timestamp"}) {
    if (!properties.is_object() || !properties.contains(name)) continue;
    throw Failure(ExitCode::usage,
                  fmt::format("taking the rule for {}: it says something of {}", encode::event_name, name),
                  "the job checks what the events of a source share: properties and context");
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

std::vector<tracking_plan::schema::Violation> SourceCheck::violations(std::string_view event) {
  std::vector<tracking_plan::schema::Violation> found;
  const Json json = Json::parse(event, nullptr, false);
  if (json.is_discarded()) return {{"", "JSON", "what is none"}};
  rule_.check(json, "", found);
  return found;
}

std::optional<std::string> SourceCheck::refusal(encode::EventWriter& writer, const expand::SourceUsage& usage) {
  if (is_surely_right(writer, usage)) return std::nullopt;
  const auto found = violations(writer.event_for(usage.recipients.front()));
  if (found.empty()) {
    rest_is_right_[encode::EventWriter::group_of(usage) ? 1 : 0] = true;
  } else {
    note(usage.source_id, found);
  }
  return reason(found);
}

std::optional<std::string> SourceCheck::refusal(std::string_view event) { return reason(violations(event)); }

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
    log.warn("sources are not as the tracking plan wants them, and their events are rejected",
             {{"violation", kind}, {"times", noted.times}, {"example", noted.example}, {"found", noted.found}});
  }
}

}  // namespace sent::job
