// SPDX-License-Identifier: Apache-2.0

#include "progress/run_progress.hpp"

#include <algorithm>
#include <chrono>

namespace sent::progress {

void RunProgress::know(Day day, std::size_t chunks) {
  std::lock_guard lock(mutex_);
  days_[day].chunks = chunks;
  if (!day_) day_ = day;
}

void RunProgress::know(Day day, const std::vector<ledger::ChunkState>& chunks) {
  std::lock_guard lock(mutex_);
  OfDay& known = days_[day];
  known.chunks = chunks.size();
  known.chunks_complete = static_cast<std::size_t>(std::ranges::count_if(chunks, &ledger::ChunkState::complete));
  known.settled = 0;
  for (const ledger::ChunkState& chunk : chunks) known.settled += chunk.delivered + chunk.rejected;
  if (!day_) day_ = day;
}

void RunProgress::expect(Day day, std::uint64_t events) {
  std::lock_guard lock(mutex_);
  days_[day].planned = events;
}

void RunProgress::enter(Activity activity) {
  std::lock_guard lock(mutex_);
  activity_ = activity;
}

void RunProgress::enter(Activity activity, Day day, int chunk) {
  std::lock_guard lock(mutex_);
  activity_ = activity;
  day_ = day;
  chunk_ = chunk;
}

void RunProgress::add(std::uint64_t events) {
  std::lock_guard lock(mutex_);
  own_events_ += events;
  if (day_) days_[*day_].settled += events;
}

// A chunk that was split may be completed in parts.
void RunProgress::complete_chunk() {
  std::lock_guard lock(mutex_);
  if (!day_) return;
  OfDay& day = days_[*day_];
  if (day.chunks_complete < day.chunks) ++day.chunks_complete;
}

// Assumes that days which are not counted yet are like the others.
std::optional<std::uint64_t> RunProgress::all_events() const {
  std::uint64_t planned = 0, counted = 0;
  for (const auto& [day, of_day] : days_) {
    planned += of_day.planned.value_or(0);
    counted += of_day.planned ? 1 : 0;
  }
  if (counted == 0) return std::nullopt;
  return planned * days_.size() / counted;
}

void RunProgress::add_estimates(ProgressReport& report) const {
  const double seconds = std::chrono::duration<double>(clock_.now() - began_).count();
  if (own_events_ == 0 || seconds <= 0) return;
  report.events_per_second = static_cast<double>(own_events_) / seconds;
  if (!report.all_events || *report.all_events < report.events) return;
  report.seconds_left = static_cast<double>(*report.all_events - report.events) / *report.events_per_second;
}

std::optional<ProgressReport> RunProgress::report() const {
  std::lock_guard lock(mutex_);
  if (!day_) return std::nullopt;
  ProgressReport report{activity_, *day_, 0, days_.size(), chunk_, 0, 0, 0, all_events(), {}, {}};
  for (const auto& [day, of_day] : days_) {
    report.events += of_day.settled;
    report.days_complete += of_day.chunks > 0 && of_day.chunks == of_day.chunks_complete ? 1 : 0;
  }
  if (const auto found = days_.find(*day_); found != days_.end()) {
    report.chunks = found->second.chunks;
    report.chunks_complete = found->second.chunks_complete;
  }
  add_estimates(report);
  return report;
}

}  // namespace sent::progress
