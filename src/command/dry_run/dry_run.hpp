// SPDX-License-Identifier: Apache-2.0

// Prints the events that would be sent, and sends nothing.

#pragma once

#include <vector>

#include "command/deliver/assignment.hpp"
#include "command/dry_run/summary.hpp"
#include "config/config.hpp"
#include "day/units.hpp"
#include "io/standard_output.hpp"
#include "job/event_stream.hpp"
#include "job/source_check.hpp"
#include "job/stage_clock.hpp"
#include "progress/run_progress.hpp"
#include "read/usage_source.hpp"
#include "retry/patience.hpp"

namespace sent::command::dry_run {

// The ports and what else a dry run needs; all must outlive it.
struct DryRunWorld {
  const config::Config& config;
  read::UsageSource& usage;
  retry::Patience patience;
  job::StageClock& times;
  job::SourceCheck& check;
  progress::RunProgress& progress;
};

// Writes to `out` in the format asked for; `summary` writes nothing. Throws Failure(unexpected) when `out`
// cannot be written.
[[nodiscard]] DryRunTotals dry_run(const deliver::DryRun& options, const DryRunWorld& world,
                                   const std::vector<day::Unit>& units, const encode::EventRules& rules,
                                   const job::EventFilter& filter, io::StandardOutput& out, Findings& findings);

}  // namespace sent::command::dry_run
