// What every part of a run that sends has in common.

#pragma once

#include "config/config.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "model/patience.hpp"
#include "read/usage_source.hpp"
#include "run/deadline.hpp"
#include "run/run_progress.hpp"
#include "run/source_check.hpp"
#include "run/stage_clock.hpp"

namespace sent {

// The ports and what else every part of a run needs; all must outlive it.
struct World {
  const Config& config;
  UsageSource& usage;
  Ledger& ledger;
  Clock& clock;
  Log& log;
  Patience patience;
  Deadline deadline;
  StageClock& times;
  SourceCheck& check;
  RunProgress& progress;
};

}  // namespace sent
