// SPDX-License-Identifier: Apache-2.0

// How far a run is, for people who wait for it. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/day.hpp"

namespace sent::progress {

enum class Activity { planning, reading, sending, printing, waiting_for_others };

[[nodiscard]] std::string_view name_of(Activity activity);

struct ProgressReport {
  Activity activity = Activity::planning;
  Day day;
  std::size_t days_complete = 0;
  std::size_t days = 0;
  int chunk = 0;                    // its number, from 0
  std::size_t chunks_complete = 0;  // of the day
  std::size_t chunks = 0;
  std::uint64_t events = 0;                 // delivered or rejected, of all days
  std::optional<std::uint64_t> all_events;  // of all days; an estimate until all are counted
  std::optional<double> events_per_second;  // of this run
  std::optional<double> seconds_left;
};

// One line of at most `columns` characters, without a newline.
[[nodiscard]] std::string progress_line(const ProgressReport& report, std::size_t columns);

}  // namespace sent::progress
