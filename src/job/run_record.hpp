// SPDX-License-Identifier: Apache-2.0

// One run of a command that sends: in the ledger from its start to its outcome, and one summary in the log.

#pragma once

#include <functional>

#include "job/signals.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"
#include "model/failure.hpp"
#include "model/run_totals.hpp"
#include "ship/shipper.hpp"

namespace sent::job {

// `failure` with the exit code of the signal that caused it, if one did.
[[nodiscard]] Failure named_after_signal(const Failure& failure, const Signals& signals);

class RunRecord {
 public:
  // Begins the run in the ledger. All must outlive it.
  RunRecord(ledger::Ledger& ledger, const ledger::RunStart& start, Clock& clock, log::Log& log);

  [[nodiscard]] ledger::RunNo number() const { return number_; }

  // Carries out `work`, which returns the exit code, and records how it ended, also when it throws; then it throws on,
  // a stop named after the signal that caused it. `totals` is asked for once, at the end, and logged with what
  // `shipper` did.
  ExitCode conclude(const Signals& signals, const ship::Shipper& shipper, const std::function<ExitCode()>& work,
                    const std::function<RunTotals()>& totals);

 private:
  void log_summary(const ship::Shipper& shipper, const RunTotals& totals);
  void end(ExitCode code, const RunTotals& totals);

  ledger::Ledger& ledger_;
  Clock& clock_;
  log::Log& log_;
  Clock::Time began_;
  ledger::RunNo number_;
};

}  // namespace sent::job
