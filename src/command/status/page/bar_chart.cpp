// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/bar_chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/status/page/html.hpp"

namespace sent::command::status::page {

namespace {

// The drawing is one unit wide per day and this high; the page stretches it.
constexpr double height = 100;
// A value above zero is always visible.
constexpr double least_height = 1.5;

// Many bars touch each other; a few bars do not fill the chart.
double gap_of(const BarChart& chart) {
  const std::size_t bars = chart.bars.size();
  if (bars > 62) return bars > 120 ? 0 : 0.15;
  return 1 - 0.75 * std::min(1.0, static_cast<double>(bars) / 7);
}

double height_of(double value, const Axis& axis) {
  return value <= 0 ? 0 : std::max(least_height, height * value / axis.end);
}

double sum_of_heights(const BarChart& chart, const Bar& bar, std::size_t parts) {
  double sum = 0;
  for (std::size_t i = 0; i < parts; ++i) sum += height_of(bar.parts[i], chart.axis);
  return sum;
}

bool occurs(const BarChart& chart, std::size_t part) {
  return std::ranges::any_of(chart.bars, [&](const Bar& bar) { return !bar.parts.empty() && bar.parts[part] > 0; });
}

bool some_unknown(const BarChart& chart) {
  return std::ranges::any_of(chart.bars, &std::vector<double>::empty, &Bar::parts);
}

// One part of all bars, as one path.
std::string part_path(const BarChart& chart, std::size_t part) {
  const double gap = gap_of(chart);
  std::string path;
  for (std::size_t day = 0; day < chart.bars.size(); ++day) {
    const Bar& bar = chart.bars[day];
    const double tall = bar.parts.empty() ? 0 : height_of(bar.parts[part], chart.axis);
    if (tall == 0) continue;
    path += fmt::format("M{:.2f} {:.2f}h{:.2f}v-{:.2f}h-{:.2f}z", static_cast<double>(day) + gap / 2,
                        height - sum_of_heights(chart, bar, part), 1 - gap, tall, 1 - gap);
  }
  return fmt::format(R"(<path class="{}" d="{}"/>)", chart.parts[part].style, path);
}

std::string unknown_path(const BarChart& chart) {
  std::string path;
  for (std::size_t day = 0; day < chart.bars.size(); ++day) {
    if (chart.bars[day].parts.empty()) path += fmt::format("M{} 0h1v{}h-1z", day, height);
  }
  return fmt::format(R"(<path class="unknown" d="{}"/>)", path);
}

// An invisible column as high as the chart, for the day's tooltip.
std::string day_rect(std::size_t day, const Bar& bar) {
  return fmt::format("<rect x=\"{}\" width=\"1\" height=\"{}\"><title>{}</title></rect>\n", day, height,
                     html_text(bar.details));
}

std::string drawing(const BarChart& chart) {
  std::string svg =
      fmt::format("<svg viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">",
                  chart.bars.size(), height, html_text(chart.title + ": " + chart.summary));
  if (some_unknown(chart)) svg += unknown_path(chart);
  for (std::size_t part = 0; part < chart.parts.size(); ++part) {
    if (occurs(chart, part)) svg += part_path(chart, part);
  }
  svg += "\n";
  for (std::size_t day = 0; day < chart.bars.size(); ++day) svg += day_rect(day, chart.bars[day]);
  return svg + "</svg>";
}

std::string dates(const BarChart& chart) {
  std::string html = "<div class=\"dates\" aria-hidden=\"true\">";
  for (const DateLabel& label : date_labels(chart.days)) {
    const double place = 100 * (static_cast<double>(label.index) + 0.5) / static_cast<double>(chart.bars.size());
    const std::string_view side = place < 8 ? " first" : place > 92 ? " last" : "";
    html += fmt::format(R"(<span class="date{}" style="left:{:.2f}%">{}</span>)", side, place, label.text);
  }
  return html + "</div>";
}

std::string legend(const BarChart& chart) {
  std::string items;
  const auto add = [&](std::string_view style, std::string_view words) {
    items += fmt::format(R"(<li><span class="key {}"></span> {}</li>)", style, words);
  };
  for (std::size_t part = 0; chart.parts.size() > 1 && part < chart.parts.size(); ++part) {
    if (occurs(chart, part)) add(chart.parts[part].style, chart.parts[part].words);
  }
  if (some_unknown(chart)) add("unknown", "unknown");
  return items.empty() ? "" : "<ul class=\"keys\">" + items + "</ul>";
}

}  // namespace

std::string bar_chart_html(const BarChart& chart) {
  return fmt::format(
      "<figure class=\"chart\">\n<figcaption><h3>{}</h3> <p>{}</p></figcaption>\n"
      "<div class=\"plot\"><div class=\"scale\" aria-hidden=\"true\"><span>{}</span><span>{}</span><span>0</span></div>"
      "<div class=\"bars\">{}</div>{}</div>\n{}</figure>\n",
      chart.title, chart.summary, chart.axis.end_label, chart.axis.half_label, drawing(chart), dates(chart),
      legend(chart));
}

}  // namespace sent::command::status::page
