// SPDX-License-Identifier: Apache-2.0

// What every part of a run that sends has in common.

#pragma once

#include "config/config.hpp"
#include "job/deadline.hpp"
#include "job/source_check.hpp"
#include "job/stage_clock.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "progress/run_progress.hpp"
#include "read/usage_source.hpp"
#include "retry/patience.hpp"

namespace sent::job {

// The ports and what else every part of a run needs; all must outlive it.
struct World {
  const config::Config& config;
  read::UsageSource& usage;
  ledger::Ledger& ledger;
  Clock& clock;
  log::Log& log;
  retry::Patience patience;
  Deadline deadline;
  StageClock& times;
  SourceCheck& check;
  progress::RunProgress& progress;
};

}  // namespace sent::job
