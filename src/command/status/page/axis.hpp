// SPDX-License-Identifier: Apache-2.0

// What is written at the axes of a chart. Pure.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/day.hpp"

namespace sent::command::status::page {

// Ends at a round number that is not below any value, and has a label at its end and one halfway.
struct Axis {
  double end = 1;
  std::string end_label;
  std::string half_label;
};

[[nodiscard]] Axis count_axis(std::uint64_t highest);

// In milliseconds.
[[nodiscard]] Axis duration_axis(std::chrono::milliseconds longest);

struct DateLabel {
  std::size_t index = 0;  // of the day within the range
  std::string text;
};

// Five labels at most: dates, or, of more than two months, the months that begin, with the year where it is a new one.
[[nodiscard]] std::vector<DateLabel> date_labels(DayRange range);

}  // namespace sent::command::status::page
