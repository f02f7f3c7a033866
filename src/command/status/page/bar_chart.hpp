// SPDX-License-Identifier: Apache-2.0

// A chart with one bar a day, drawn without a script. Pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "command/status/page/axis.hpp"

namespace sent::command::status::page {

// A part of each bar; the style sheet has its colour.
struct BarPart {
  std::string_view style;  // name of a class
  std::string_view words;  // for the legend
};

struct Bar {
  std::vector<double> parts;  // from below, one for each of the chart's; empty when nothing is known of the day
  std::string details;        // shown when the day is pointed at
};

struct BarChart {
  std::string title;
  std::string summary;  // in words, for those who do not see it
  DayRange days;
  Axis axis;
  std::vector<BarPart> parts;
  std::vector<Bar> bars;  // one for each day
};

// A figure: title, summary, axis, bars, dates, and a legend of the parts that occur and of days that are not known.
[[nodiscard]] std::string bar_chart_html(const BarChart& chart);

}  // namespace sent::command::status::page
