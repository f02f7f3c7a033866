// SPDX-License-Identifier: Apache-2.0

#include "job/run_record.hpp"

#include <fmt/format.h>

namespace sent::job {

// The stages know that they were stopped, but not by which signal; and one that waited for the database only knows that
// it did not come back.
Failure named_after_signal(const Failure& failure, const Signals& signals) {
  const bool stopped = failure.code() == ExitCode::interrupted || failure.code() == ExitCode::database_unavailable;
  if (!stopped || signals.received() == 0) return failure;
  return {static_cast<ExitCode>(128 + signals.received()), failure.what(),
          "what was accepted is recorded; run again to continue"};
}

namespace {

std::string dirty_kinds(const Findings& found) {
  std::string kinds;
  for (const auto& [kind, name, meaning] : finding_meanings) {
    const auto rows = found.dirty_rows(kind);
    if (rows > 0) kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", name, rows);
  }
  return kinds.empty() ? "none" : kinds;
}

}  // namespace

RunRecord::RunRecord(ledger::Ledger& ledger, const ledger::RunStart& start, Clock& clock, log::Log& log)
    : ledger_(ledger), clock_(clock), log_(log), began_(clock.now()), number_(ledger.begin_run(start)) {}

ExitCode RunRecord::conclude(const Signals& signals, const ship::Shipper& shipper,
                             const std::function<ExitCode()>& work, const std::function<RunTotals()>& totals) {
  ExitCode code{};
  try {
    code = work();
  } catch (const Failure& failure) {
    const Failure named = named_after_signal(failure, signals);
    const RunTotals sent = totals();
    log_summary(shipper, sent);
    // The ledger that has just failed for good is not asked once more.
    if (failure.code() != ExitCode::database_unavailable) end(named.code(), sent);
    throw named;
  }
  const RunTotals sent = totals();
  log_summary(shipper, sent);
  ledger_.end_run(number_, static_cast<int>(code), sent.delivered, sent.rejected);
  return code;
}

// What stopped the run is what the operator must hear, so a failure in here is only logged.
void RunRecord::end(ExitCode code, const RunTotals& totals) {
  try {
    ledger_.end_run(number_, static_cast<int>(code), totals.delivered, totals.rejected);
  } catch (const Failure& failure) {
    log_.warn("could not record how the run ended", {{"because", failure.what()}});
  }
}

void RunRecord::log_summary(const ship::Shipper& shipper, const RunTotals& totals) {
  const ship::ShippingCounts sent = shipper.counts();
  log_.info("finished", {{"planned", totals.planned},
                         {"delivered", totals.delivered},
                         {"rejected", totals.rejected},
                         {"rows_used", totals.rows.used},
                         {"rows_out_of_scope", totals.rows.out_of_scope},
                         {"rows_dirty", totals.findings.dirty_rows()},
                         {"dirty_kinds", dirty_kinds(totals.findings)},
                         {"requests", sent.requests},
                         {"retries", sent.retries},
                         {"bytes", sent.bytes},
                         {"waited_ms", sent.waited.count()},
                         {"seconds", std::chrono::duration<double>(clock_.now() - began_).count()}});
}

}  // namespace sent::job
