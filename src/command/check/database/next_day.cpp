// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/next_day.hpp"

#include <memory>

#include "job/agenda.hpp"
#include "job/start/worker_name.hpp"
#include "ledger/deployment.hpp"
#include "ledger/ledger.hpp"
#include "model/failure.hpp"
#include "read/calendar.hpp"
#include "retry/patience.hpp"

namespace sent::command::check::database {

day::DayFacts next_day(const config::Config& config, const day::DayFacts& yesterday) {
  try {
    std::unique_ptr<ledger::Ledger> ledger;
    if (ledger::find_name_space(config)) {
      ledger = ledger::make_postgres_ledger(config, job::start::worker_name(), ledger::LedgerUse::reading,
                                            retry::no_patience);
    }
    read::Calendar calendar(config, retry::no_patience);
    const auto agenda = job::agenda_for(std::nullopt, config, calendar, calendar.now(), ledger.get());
    return agenda.days.empty() ? yesterday : agenda.days.front();
  } catch (const Failure&) {
    return yesterday;
  }
}

}  // namespace sent::command::check::database
