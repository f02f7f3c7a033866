// SPDX-License-Identifier: Apache-2.0

#include "job/report/run_record.hpp"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <exception>
#include <string>

namespace sent::job::report {

namespace {

std::string because(const RunStop::Reason& reason) {
  if (reason.signal == SIGINT) return "by SIGINT";
  if (reason.signal != 0) return "by SIGTERM";
  return fmt::format("because job.time_budget of {} s is spent",
                     std::chrono::duration<double>(reason.time_budget).count());
}

constexpr const char* after_a_signal = "run again to continue; accepted events are recorded";
constexpr const char* after_the_budget =
    "run again to continue, or raise job.time_budget; accepted events are recorded";

}  // namespace

// The stages know that they were stopped, but not by what; one that waited for the database only knows that the
// database did not come back.
Failure named_after_stop(const Failure& failure, const std::optional<RunStop::Reason>& reason) {
  const bool stopped = failure.code() == ExitCode::interrupted || failure.code() == ExitCode::database_unavailable;
  if (!stopped || !reason) return failure;
  const std::string what = failure.what();
  return {reason->exit_code(),
          fmt::format("{} {}", what.ends_with(": stopped") ? what : what + "; stopped", because(*reason)),
          reason->signal != 0 ? after_a_signal : after_the_budget};
}

namespace {

std::string dirty_kinds(const Findings& found) {
  std::string kinds;
  found.each([&](FindingKind kind, Relation relation, const Findings::Entry& entry) {
    if (entry.dirty_rows == 0) return;
    kinds += fmt::format("{}{} of {} {}", kinds.empty() ? "" : ", ", meaning_of(kind).name, name_of(relation),
                         entry.dirty_rows);
  });
  return kinds.empty() ? "none" : kinds;
}

}  // namespace

RunRecord::RunRecord(ledger::Ledger& ledger, const ledger::RunStart& start, Clock& clock, log::Log& log)
    : ledger_(ledger), clock_(clock), log_(log), began_(clock.now()), number_(ledger.begin_run(start)) {}

ExitCode RunRecord::conclude(const Signals& signals, const ship::Shipper& shipper, const Work& work) {
  ExitCode code{};
  std::exception_ptr failure;
  try {
    code = work.run();
  } catch (const Failure& failed) {
    const Failure named = named_after_stop(failed, signals.reason());
    code = named.code();
    failure = std::make_exception_ptr(named);
  } catch (...) {
    code = ExitCode::unexpected;
    failure = std::current_exception();
  }
  RunTotals totals;
  try {
    totals = report(shipper, work);
  } catch (...) {
    if (!failure) code = ExitCode::unexpected;
    if (!failure) failure = std::current_exception();
  }
  if (!failure) {
    record_end(code, totals);
    return code;
  }
  end(code, totals);
  std::rethrow_exception(failure);
}

RunTotals RunRecord::report(const ship::Shipper& shipper, const Work& work) {
  RunTotals totals = work.report();
  log_summary(shipper, totals);
  return totals;
}

// The operator must see what stopped the run, so a failure in here is only logged.
void RunRecord::end(ExitCode code, const RunTotals& totals) {
  try {
    record_end(code, totals);
  } catch (const std::exception& failure) {
    log_.warn("could not record how the run ended", {{"because", failure.what()}});
  }
}

void RunRecord::record_end(ExitCode code, const RunTotals& totals) {
  if (ledger_.end_run(number_, static_cast<int>(code), totals.delivered, totals.rejected)) return;
  log_.warn("the ledger has lost the row of this run; it was restored, or a fail-over lost it");
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

}  // namespace sent::job::report
