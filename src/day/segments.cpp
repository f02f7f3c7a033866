// SPDX-License-Identifier: Apache-2.0

#include "day/segments.hpp"

#include <algorithm>
#include <set>

namespace sent::day {

using std::chrono::days;

std::vector<DayRange> segments_of(std::span<const Day> targets, WindowLengths windows) {
  std::set<Day> cuts;
  for (const Day target : targets) {
    cuts.insert(
        {target - days{windows.monthly_days - 1}, target - days{windows.weekly_days - 1}, target, target + days{1}});
  }
  std::vector<DayRange> segments;
  for (auto cut = cuts.begin(); cut != cuts.end() && std::next(cut) != cuts.end(); ++cut) {
    const DayRange segment{*cut, *std::next(cut) - days{1}};
    const bool needed =
        std::ranges::any_of(targets, [&](Day target) { return membership(segment, target, windows).monthly; });
    if (needed) segments.push_back(segment);
  }
  return segments;
}

Membership membership(DayRange segment, Day target, WindowLengths windows) {
  const auto within = [&](int length) { return segment.first >= target - days{length - 1} && segment.last <= target; };
  return {within(windows.monthly_days), within(windows.weekly_days), within(1)};
}

bool changes_membership(DayRange segment, const Targets& targets) {
  const Membership first = membership(segment, targets.days.front(), targets.windows);
  return std::ranges::any_of(targets.days,
                             [&](Day target) { return membership(segment, target, targets.windows) != first; });
}

}  // namespace sent::day
