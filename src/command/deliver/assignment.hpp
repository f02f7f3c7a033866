// SPDX-License-Identifier: Apache-2.0

// What `run` or `backfill` is asked to deliver. Values.

#pragma once

#include <cstddef>
#include <optional>

#include "job/event_stream.hpp"
#include "model/day.hpp"

namespace sent::command::deliver {

enum class DryRunFormat { ndjson, pretty, batch, summary };

struct DryRun {
  DryRunFormat format = DryRunFormat::ndjson;
  std::optional<std::size_t> limit;  // events printed
};

struct Assignment {
  std::optional<DayRange> days;  // absent: every missed day, then yesterday
  bool is_backfill = false;
  bool resend = false;      // complete days too
  job::EventFilter filter;  // of --source and --user
  bool wait = true;         // for other workers
  std::optional<DryRun> dry_run;
};

}  // namespace sent::command::deliver
