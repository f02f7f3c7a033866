// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/status_json.hpp"

#include <nlohmann/json.hpp>

#include "command/status/report/status_totals.hpp"
#include "text/visible_text.hpp"

namespace sent::command::status::report {

namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json known(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json seconds(const std::optional<std::chrono::milliseconds>& duration) {
  return duration ? Json(static_cast<double>(duration->count()) / 1000) : Json();
}

Json totals_json(const StatusTotals& totals) {
  Json days;
  for (const DayState state : all_day_states) days[std::string(name_of(state))] = totals.in(state);
  return {
      {"events", {{"planned", known(totals.planned)}, {"delivered", totals.delivered}, {"rejected", totals.rejected}}},
      {"days", days}};
}

Json day_json(const DayStatus& day) {
  return {{"day", iso(day.day)},           {"state", name_of(day.state)},        {"percent", known(day.percent)},
          {"planned", known(day.planned)}, {"delivered", day.delivered},         {"rejected", day.rejected},
          {"users", known(day.users)},     {"duration_s", seconds(day.duration)}};
}

Json rejected_json(const RejectedBecause& because) {
  return {{"status", because.status.value_or(0)}, {"reason", because.reason}, {"events", because.events}};
}

Json source_json(const FanOut& source) {
  return {{"id", source.id}, {"slug", source.slug.value_or("")}, {"events", source.events}, {"day", iso(source.day)}};
}

Json workspace_json(const FanOut& workspace) {
  return {{"id", workspace.id}, {"events", workspace.events}, {"day", iso(workspace.day)}};
}

template <typename T>
Json array_of(const std::vector<T>& values, Json (*json_of)(const T&)) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(json_of(value));
  return array;
}

}  // namespace

std::string status_json(const Status& status) {
  const StatusTotals totals = totals_of(status);
  const Json document{{"from", iso(status.days.first)},
                      {"to", iso(status.days.last)},
                      {"made_at", iso_milliseconds(status.made_at)},
                      {"complete", totals.incomplete_days() == 0},
                      {"totals", totals_json(totals)},
                      {"days", array_of(status.by_day, day_json)},
                      {"rejected", array_of(status.rejected, rejected_json)},
                      {"largest",
                       {{"sources", array_of(status.sources, source_json)},
                        {"workspaces", array_of(status.workspaces, workspace_json)}}}};
  return text::visible_json(document.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace sent::command::status::report
