#include "run/run_record.hpp"

namespace sent {

namespace {

// The stages know that they were stopped, but not by which signal; and one that waited for the database only knows that
// it did not come back.
Failure named_after_signal(const Failure& failure, const Signals& signals) {
  const bool stopped = failure.code() == ExitCode::interrupted || failure.code() == ExitCode::database_unavailable;
  if (!stopped || signals.received() == 0) return failure;
  return {static_cast<ExitCode>(128 + signals.received()), failure.what(),
          "what was accepted is recorded; run again to continue"};
}

}  // namespace

RunRecord::RunRecord(Ledger& ledger, const RunStart& start, Clock& clock, Log& log)
    : ledger_(ledger), clock_(clock), log_(log), began_(clock.now()), number_(ledger.begin_run(start)) {}

ExitCode RunRecord::conclude(const Signals& signals, const Shipper& shipper, const std::function<ExitCode()>& work,
                             const std::function<EventCounts()>& counts) {
  ExitCode code{};
  try {
    code = work();
  } catch (const Failure& failure) {
    const Failure named = named_after_signal(failure, signals);
    const EventCounts sent = counts();
    log_summary(shipper, sent);
    // The ledger that has just failed for good is not asked once more.
    if (failure.code() != ExitCode::database_unavailable) end(named.code(), sent);
    throw named;
  }
  const EventCounts sent = counts();
  log_summary(shipper, sent);
  ledger_.end_run(number_, static_cast<int>(code), sent.delivered, sent.rejected);
  return code;
}

// What stopped the run is what the operator must hear, so a failure in here is only logged.
void RunRecord::end(ExitCode code, EventCounts counts) {
  try {
    ledger_.end_run(number_, static_cast<int>(code), counts.delivered, counts.rejected);
  } catch (const Failure& failure) {
    log_.warn("could not record how the run ended", {{"because", failure.what()}});
  }
}

void RunRecord::log_summary(const Shipper& shipper, EventCounts counts) {
  const ShippingCounts sent = shipper.counts();
  log_.info("finished", {{"delivered", counts.delivered},
                         {"rejected", counts.rejected},
                         {"requests", sent.requests},
                         {"retries", sent.retries},
                         {"bytes", sent.bytes},
                         {"waited_ms", sent.waited.count()},
                         {"seconds", std::chrono::duration<double>(clock_.now() - began_).count()}});
}

}  // namespace sent
