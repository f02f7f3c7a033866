// SPDX-License-Identifier: Apache-2.0

#include "ledger/claim.hpp"

#include <algorithm>
#include <utility>

namespace sent::ledger {

namespace {

// In order, and those that touch or overlap as one.
std::vector<PositionRange> merged(std::vector<PositionRange> ranges) {
  std::ranges::sort(ranges, {}, &PositionRange::after);
  std::vector<PositionRange> merged;
  for (PositionRange& range : ranges) {
    if (merged.empty() || merged.back().through < range.after) {
      merged.push_back(std::move(range));
    } else if (merged.back().through < range.through) {
      merged.back().through = std::move(range.through);
    }
  }
  return merged;
}

}  // namespace

SettledPart settled_after(SettledPart settled, const Progress& progress) {
  if (progress.through) settled.after = settled.after ? std::max(*settled.after, *progress.through) : progress.through;
  settled.ahead.insert(settled.ahead.end(), progress.ahead.begin(), progress.ahead.end());
  settled.ahead = merged(std::move(settled.ahead));
  while (settled.after && !settled.ahead.empty() && settled.ahead.front().after <= *settled.after) {
    settled.after = std::max(*settled.after, settled.ahead.front().through);
    settled.ahead.erase(settled.ahead.begin());
  }
  settled.events += progress.delivered + progress.rejected.size();
  settled.ids += progress.ids;
  return settled;
}

void settle_all(SettledPart& settled) {
  if (!settled.ahead.empty()) settled.after = settled.ahead.back().through;
  settled.ahead.clear();
}

}  // namespace sent::ledger
