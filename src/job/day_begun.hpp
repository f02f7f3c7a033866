// SPDX-License-Identifier: Apache-2.0

// How a run goes on with a day that another one has begun.

#pragma once

#include <optional>
#include <vector>

#include "day/units.hpp"
#include "job/event_stream.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/day.hpp"
#include "model/day_rules.hpp"

namespace sent::job {

// Makes `stream` follow the rules with which the day was begun: `recorded`, or `own` if it was not begun. Logs what
// this run would have done otherwise. Throws Failure(usage) if the day was begun with settings that this run cannot
// follow, such as other windows. Not thread-safe.
void follow_rules(EventStream& stream, Day day, const std::optional<DayRules>& recorded, const DayRules& own,
                  log::Log& log);

// The same for each day of `units`, for a run that opens no day. With `resend`, each day is as if it had not begun.
// `ledger` may be null.
struct UnopenedDays {
  ledger::Ledger* ledger;
  DayRules own;
  bool resend;
};
void follow_rules_of(const std::vector<day::Unit>& units, EventStream& stream, const UnopenedDays& days, log::Log& log);

}  // namespace sent::job
