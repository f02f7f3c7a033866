// SPDX-License-Identifier: Apache-2.0

#include "survey/survey.hpp"

#include <algorithm>

namespace sent::survey {

namespace {

std::uint64_t divide_up(std::uint64_t whole, std::uint64_t part) { return (whole + part - 1) / part; }

}  // namespace

void Survey::add(const PlannedEvent& event) {
  if (source_events_ == 0 || source_id_ != event.source_id) {
    close_source();
    source_id_ = event.source_id;
    slug_ = event.slug;
    workspace_ = event.workspace;
  }
  ++source_events_;
  users_.add(event.user_id);
}

void Survey::add_sample(std::uint64_t events, std::uint64_t bytes) {
  sample_events_ += events;
  sample_bytes_ += bytes;
}

void Survey::close_source() {
  if (source_events_ == 0) return;
  ++sources_;
  events_ += source_events_;
  largest_sources_.add(source_id_, slug_, source_events_);
  if (workspace_) workspaces_.add(*workspace_, source_events_);
  source_events_ = 0;
}

std::vector<LargeFanOut> Survey::largest_workspaces() const {
  Largest largest;
  workspaces_.each([&](std::string_view id, std::uint64_t events) { largest.add(id, std::nullopt, events); });
  return largest.by_events();
}

DayPlan Survey::plan(Day day, encode::BatchLimits limits) const {
  DayPlan plan{day, events_, users_.count(), sources_, 0, 0, largest_sources_.by_events(), largest_workspaces()};
  if (sample_events_ == 0) return plan;
  const double each = static_cast<double>(sample_bytes_) / static_cast<double>(sample_events_);
  plan.bytes = static_cast<std::uint64_t>(each * static_cast<double>(events_));
  plan.requests = std::max(divide_up(events_, limits.max_events), divide_up(plan.bytes, limits.max_bytes));
  return plan;
}

}  // namespace sent::survey
