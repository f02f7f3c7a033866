// SPDX-License-Identifier: Apache-2.0

// Prints the events that would be sent, and sends nothing.

#pragma once

#include <cstdio>
#include <vector>

#include "cli/command_line.hpp"
#include "command/dry_run/summary.hpp"
#include "config/config.hpp"
#include "day/units.hpp"
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
[[nodiscard]] DryRunTotals dry_run(const cli::DryRun& options, const DryRunWorld& world,
                                   const std::vector<day::Unit>& units, const encode::EventRules& rules,
                                   const job::EventFilter& filter, std::FILE* out, Findings& findings);

}  // namespace sent::command::dry_run
