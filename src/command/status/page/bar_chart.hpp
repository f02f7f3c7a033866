// SPDX-License-Identifier: Apache-2.0

// A chart with one bar per day, drawn without a script. Pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "command/status/page/axis.hpp"

namespace sent::command::status::page {

// One part of every bar. The style sheet has its colour.
struct BarPart {
  std::string_view style;  // name of a CSS class
  std::string_view words;  // for the legend
};

struct Bar {
  std::vector<double> parts;  // bottom to top, one for each part of the chart; empty: the day's value is unknown
  std::string details;        // a tooltip
};

struct BarChart {
  std::string title;
  std::string summary;  // the chart in words, also for people who cannot see it
  DayRange days;
  Axis axis;
  std::vector<BarPart> parts;
  std::vector<Bar> bars;  // one for each day
};

// A <figure> with title, summary, axis, bars, dates, and a legend of the parts that occur and of unknown days.
[[nodiscard]] std::string bar_chart_html(const BarChart& chart);

}  // namespace sent::command::status::page
