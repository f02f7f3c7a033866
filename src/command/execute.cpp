// SPDX-License-Identifier: Apache-2.0

#include "command/execute.hpp"

#include <exception>
#include <functional>

#include "io/system_clock.hpp"
#include "job/report/publish_metrics.hpp"
#include "job/report/run_record.hpp"
#include "job/run_stop.hpp"
#include "model/failure.hpp"

namespace sent::command {

namespace {

// A stage knows that it was stopped, not by what.
ExitCode work_until_stop(job::RunStop& run, const std::function<ExitCode(job::Signals&)>& work) {
  job::Signals signals(run);
  try {
    return work(signals);
  } catch (const Failure& failure) {
    throw job::report::named_after_stop(failure, run.reason());
  }
}

// Metrics are published after the ledger is up to date. From then on signals end the process at once again.
ExitCode record(const EndsRecorded& recorded, const std::string& command, const config::Config& config, log::Log& log) {
  job::RunStop run({config.job.time_budget, config.job.grace});
  const auto clock = io::make_system_clock();
  metrics::RunFacts facts;
  facts.command = command;
  const auto began = clock->now();
  ExitCode code = ExitCode::unexpected;
  std::exception_ptr failed;
  try {
    code =
        work_until_stop(run, [&](job::Signals& signals) { return recorded.work(config, log, signals, *clock, facts); });
  } catch (const Failure& failure) {
    code = failure.code();
    failed = std::current_exception();
  } catch (...) {
    failed = std::current_exception();
  }
  facts.exit_code = static_cast<int>(code);
  facts.ended_at = clock->wall();
  facts.took = clock->now() - began;
  if (recorded.speaks_for_days) job::report::publish_metrics(facts, config, log, run.end());
  if (failed) std::rethrow_exception(failed);
  return code;
}

}  // namespace

ExitCode execute(const Order& order, const std::string& command, const config::Config& config, log::Log& log,
                 io::StandardOutput& out) {
  if (const auto* recorded = std::get_if<EndsRecorded>(&order.work)) return record(*recorded, command, config, log);
  const ExitCode code = std::get<EndsAtOnce>(order.work).work(config, log, out);
  out.flush();
  return code;
}

}  // namespace sent::command
