// SPDX-License-Identifier: Apache-2.0

// One run of a command that sends: its row in the ledger from start to outcome, and a summary in the log.

#pragma once

#include <functional>
#include <optional>

#include "job/run_stop.hpp"
#include "job/signals.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"
#include "model/failure.hpp"
#include "model/run_totals.hpp"
#include "ship/shipper.hpp"

namespace sent::job::report {

// `failure` with the exit code and the name of what stopped the run, if that caused it.
[[nodiscard]] Failure named_after_stop(const Failure& failure, const std::optional<RunStop::Reason>& reason);

// Not thread-safe. Everything passed to its constructor must outlive it.
class RunRecord {
 public:
  // Begins the run in the ledger.
  RunRecord(ledger::Ledger& ledger, const ledger::RunStart& start, Clock& clock, log::Log& log);

  [[nodiscard]] ledger::RunNo number() const { return number_; }

  // The work of a run. `run` returns the exit code; `report` is called when it has ended, to log and note what it did,
  // and returns the totals.
  struct Work {
    std::function<ExitCode()> run;
    std::function<RunTotals()> report;
  };

  // Carries out `work` and records how it ended, whatever it throws; an exception other than Failure is recorded as
  // exit code 1. Then rethrows the first exception; a stop is named after its reason.
  ExitCode conclude(const Signals& signals, const ship::Shipper& shipper, const Work& work);

 private:
  void record_end(ExitCode code, const RunTotals& totals);
  void log_summary(const ship::Shipper& shipper, const RunTotals& totals);
  void end(ExitCode code, const RunTotals& totals);
  [[nodiscard]] RunTotals report(const ship::Shipper& shipper, const Work& work);

  ledger::Ledger& ledger_;
  Clock& clock_;
  log::Log& log_;
  Clock::Time began_;
  ledger::RunNo number_;
};

}  // namespace sent::job::report
