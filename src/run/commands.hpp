// The commands, one function each. Each returns the exit code of the state that was asked for, and
// throws Failure when it could not be brought about.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"
#include "model/failure.hpp"
#include "run/signals.hpp"

namespace sent {

// run or backfill; `command` says which. What it came to goes into `facts` as soon as it is known, also when it throws.
[[nodiscard]] ExitCode execute_delivery(const Command& command, const Config& config, Log& log, Signals& signals,
                                        Clock& clock, RunFacts& facts);
// The same with --dry-run.
[[nodiscard]] ExitCode execute_dry_run(const Command& command, const Config& config, Log& log, Clock& clock);
// `facts` as in execute_delivery().
[[nodiscard]] ExitCode execute_replay(const ReplayCommand& command, const Config& config, Log& log, Signals& signals,
                                      Clock& clock, RunFacts& facts);
// Prints what the ledger says of a range of days. Needs the input database only to know whether a day is closed.
[[nodiscard]] ExitCode execute_status(const StatusCommand& command, const Config& config, Log& log, Clock& clock);
// Needs no database.
[[nodiscard]] ExitCode execute_plan(const PlanCommand& command, const Config& config);
// Goes on after whatever is wrong and prints it all; the code is that of the first error.
[[nodiscard]] ExitCode execute_check(const CheckCommand& command, const Config& config, const Clock& clock);
// The same when there is no Config to check, because load_config() threw `failure`.
[[nodiscard]] ExitCode report_bad_settings(const CheckCommand& command, const Failure& failure);
[[nodiscard]] ExitCode execute_migrate(const MigrateCommand& command, const Config& config, Log& log);

}  // namespace sent
