// Prints the events that would be sent, and sends nothing.

#pragma once

#include <cstdio>
#include <vector>

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "model/patience.hpp"
#include "plan/units.hpp"
#include "read/usage_source.hpp"
#include "report/summary.hpp"
#include "run/event_stream.hpp"
#include "run/run_progress.hpp"
#include "run/source_check.hpp"
#include "run/stage_clock.hpp"

namespace sent {

// The ports and what else a dry run needs; all must outlive it.
struct DryRunWorld {
  const Config& config;
  UsageSource& usage;
  Patience patience;
  StageClock& times;
  SourceCheck& check;
  RunProgress& progress;
};

// Writes to `out` in the format asked for; `summary` writes nothing. Throws Failure(unexpected) when `out`
// cannot be written.
[[nodiscard]] DryRunTotals dry_run(const DryRun& options, const DryRunWorld& world, const std::vector<Unit>& units,
                                   const EventRules& rules, const EventFilter& filter, std::FILE* out, Findings& findings);

}  // namespace sent
