// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/event_stream_report.hpp"

#include <fmt/format.h>

namespace sent::tracking_plan {

namespace {

constexpr std::size_t most_names = 1000;
constexpr std::size_t most_shown = 20;

}  // namespace

std::string EventStreamReport::take(std::uint64_t line, const CheckedEvent& event) {
  ++lines_;
  violations_ += event.violations.size();
  count(counts_[event.kind], event);
  if (event.kind == EventKind::legacy)
    renamed_.emplace(tracking_plan::schema::shown_name(event.event), event.violations.front().expected);
  std::string lines;
  for (const tracking_plan::schema::Violation& violation : event.violations) {
    lines +=
        fmt::format("{}: {}: {}\n", line, event.event.empty() ? "-" : tracking_plan::schema::shown_name(event.event),
                    tracking_plan::schema::describe(violation));
  }
  return lines;
}

void EventStreamReport::count(std::map<std::string, Counts>& counts, const CheckedEvent& event) {
  const std::string name = tracking_plan::schema::shown_name(event.event);
  Counts& of = counts[counts.size() < most_names || counts.contains(name) ? name : "…"];
  ++of.events;
  if (!event.violations.empty()) ++of.wrong;
}

std::string EventStreamReport::summary() const {
  std::string text = fmt::format("lines       {}\nviolations  {}\n", lines_, violations_);
  const auto list = [&](EventKind kind, std::string_view title, const auto& remark) {
    const auto found = counts_.find(kind);
    if (found == counts_.end()) return;
    text += fmt::format("{}\n", title);
    std::size_t shown = 0;
    for (const auto& [name, counts] : found->second) {
      if (++shown > most_shown) break;
      text += fmt::format("  {:>9}  {}{}\n", counts.events, name, remark(name, counts));
    }
    if (found->second.size() > most_shown)
      text += fmt::format("             … and {} more\n", found->second.size() - most_shown);
  };
  const auto nothing = [](const std::string&, const Counts&) { return std::string(); };
  list(EventKind::planned, "in the plan", [](const std::string&, const Counts& counts) {
    return counts.wrong == 0 ? "" : fmt::format(", {} with violations", counts.wrong);
  });
  list(EventKind::legacy, "under a legacy name",
       [&](const std::string& name, const Counts&) { return fmt::format(", now named {}", renamed_.at(name)); });
  list(EventKind::unplanned, "not in the plan", nothing);
  list(EventKind::other_call, "other calls, not checked", nothing);
  if (const auto found = counts_.find(EventKind::unreadable); found != counts_.end()) {
    text += fmt::format("not events  {}\n", found->second.at("").events);
  }
  return text;
}

}  // namespace sent::tracking_plan
