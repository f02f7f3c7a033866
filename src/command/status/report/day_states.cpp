// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/day_states.hpp"

#include <algorithm>
#include <map>

namespace sent::command::status::report {

namespace {

// Counts events if their number is known, otherwise chunks. Never 100, which is for a complete day.
int percent_of(const DayRecord& record) {
  const std::uint64_t settled = record.delivered + record.rejected;
  const std::uint64_t planned = record.planned_events.value_or(0);
  const std::uint64_t done = planned > 0 ? settled : record.complete_chunks;
  const std::uint64_t all = planned > 0 ? planned : std::max<std::uint64_t>(record.chunks, 1);
  return static_cast<int>(std::min<std::uint64_t>(done * 100 / all, 99));
}

DayState state_of(const DayRecord& record) {
  if (!record.is_complete()) return DayState::partial;
  if (record.rejected > 0) return DayState::rejected;
  return record.delivered > 0 ? DayState::delivered : DayState::zero;
}

DayStatus status_of(const DayRecord& record) {
  DayStatus status{record.day,           state_of(record), {}, record.planned_events, record.delivered, record.rejected,
                   record.planned_users, record.duration};
  if (status.state == DayState::partial) status.percent = percent_of(record);
  if (record.is_complete()) status.planned = record.delivered + record.rejected;
  return status;
}

}  // namespace

std::vector<DayStatus> day_states(DayRange range, const std::vector<DayRecord>& records,
                                  const std::function<bool(Day)>& is_closed) {
  std::map<Day, DayStatus> known;
  for (const DayRecord& record : records) known.emplace(record.day, status_of(record));
  std::vector<DayStatus> states;
  for (const Day day : days_of(range)) {
    const auto found = known.find(day);
    if (found != known.end()) {
      states.push_back(found->second);
    } else {
      states.push_back({day, is_closed(day) ? DayState::missing : DayState::not_closed, {}, {}, 0, 0, {}, {}});
    }
  }
  return states;
}

}  // namespace sent::command::status::report
