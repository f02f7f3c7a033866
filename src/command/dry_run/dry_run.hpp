// SPDX-License-Identifier: Apache-2.0

// Reads and prints the events that a run would send, and sends nothing. Not thread-safe.

#pragma once

#include <vector>

#include "command/dry_run/printer.hpp"
#include "command/dry_run/summary.hpp"
#include "day/units.hpp"
#include "job/event_stream.hpp"
#include "job/unit_reader.hpp"
#include "progress/run_progress.hpp"

namespace sent::command::dry_run {

// Returns all totals but `days` and `warnings`. Throws what reading and printing throw.
[[nodiscard]] DryRunTotals dry_run(const std::vector<day::Unit>& units, const job::UnitReaders& readers,
                                   job::EventStream& stream, Printer& printer, progress::RunProgress& progress);

}  // namespace sent::command::dry_run
