// SPDX-License-Identifier: Apache-2.0

#include "progress/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sent::progress {

namespace {

constexpr std::size_t bar_width = 20;

std::string bar(double share) {
  const auto filled = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * bar_width);
  return fmt::format("[{}{}] {:>3.0f}%", std::string(filled, '='), std::string(bar_width - filled, ' '),
                     std::floor(std::clamp(share, 0.0, 1.0) * 100));
}

std::string time_left(double seconds) {
  const auto left = static_cast<std::uint64_t>(std::ceil(seconds));
  if (left < 60) return fmt::format("{} s left", left);
  if (left < 3600) return fmt::format("{} min {:02} s left", left / 60, left % 60);
  return fmt::format("{} h {:02} min left", left / 3600, left / 60 % 60);
}

std::string share_text(const ProgressReport& report) {
  if (!report.all_events || *report.all_events == 0) return fmt::format("{} events", report.events);
  const double share = static_cast<double>(report.events) / static_cast<double>(*report.all_events);
  return fmt::format("{}  {} of {} events", bar(share), report.events, *report.all_events);
}

}  // namespace

std::string_view name_of(Activity activity) {
  switch (activity) {
    case Activity::planning: return "planning";
    case Activity::reading: return "reading";
    case Activity::sending: return "sending";
    case Activity::printing: return "printing";
    case Activity::waiting_for_others: return "waiting for other workers";
  }
  return "";
}

std::string progress_line(const ProgressReport& report, std::size_t columns) {
  std::string line = iso(report.day);
  if (report.days > 1)
    line += fmt::format("  day {} of {}", std::min(report.days_complete + 1, report.days), report.days);
  if (report.chunks > 1) {
    line += fmt::format("  chunk {} of {}", std::min(report.chunks_complete + 1, report.chunks), report.chunks);
  }
  line += fmt::format("  {}  {}", name_of(report.activity), share_text(report));
  if (report.events_per_second) line += fmt::format("  {:.0f}/s", *report.events_per_second);
  if (report.seconds_left) line += "  " + time_left(*report.seconds_left);
  line.resize(std::min(line.size(), columns));
  return line;
}

}  // namespace sent::progress
