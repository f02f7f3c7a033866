// SPDX-License-Identifier: Apache-2.0

// The labels on the axes of a chart. Pure.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/day.hpp"

namespace sent::command::status::page {

// An axis from zero to a round number that is at least the largest value, with labels at its end and halfway.
struct Axis {
  double end = 1;
  std::string end_label;
  std::string half_label;
};

[[nodiscard]] Axis count_axis(std::uint64_t highest);

// The axis counts milliseconds.
[[nodiscard]] Axis duration_axis(std::chrono::milliseconds longest);

struct DateLabel {
  std::size_t index = 0;  // of the day within the range
  std::string text;
};

// At most five labels. They are dates; for more than two months, they are months, with the year whenever it changes.
[[nodiscard]] std::vector<DateLabel> date_labels(DayRange range);

}  // namespace sent::command::status::page
