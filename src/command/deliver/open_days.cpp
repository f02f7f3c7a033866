// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/open_days.hpp"

namespace sent::command::deliver {

std::vector<day::DayFacts> open_days(const std::vector<day::DayFacts>& days, ledger::Ledger& ledger,
                                     const job::ChunkBounds& bounds, std::optional<ledger::RunNo> resend_of,
                                     log::Log& log) {
  std::vector<day::DayFacts> open;
  if (days.empty()) return open;
  const auto complete = job::complete_among(days, &ledger);
  for (const day::DayFacts& day : days) {
    if (resend_of || !complete.contains(day.day)) {
      open.push_back(day);
    } else {
      job::log_already_complete(log, day.day);
    }
  }
  if (open.empty()) return open;
  const auto cuts = bounds(open.size());
  for (const day::DayFacts& day : open) {
    ledger.open_day(day.day, cuts);
    if (resend_of) ledger.reopen_day(day.day, *resend_of);
  }
  return open;
}

}  // namespace sent::command::deliver
