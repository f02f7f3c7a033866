// SPDX-License-Identifier: Apache-2.0

// A day and its instants in the configured time zone. A value.

#pragma once

#include "model/day.hpp"

namespace sent::day {

struct DayFacts {
  Day day;
  Instant ends_at;    // the first instant after the day
  Instant timestamp;  // of the day's events: event.time_of_day on that day
};

}  // namespace sent::day
