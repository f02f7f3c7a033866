// SPDX-License-Identifier: Apache-2.0

// The summary of a dry run, for people. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "expand/chunk_usage.hpp"
#include "model/day.hpp"
#include "model/day_plan.hpp"
#include "model/finding.hpp"

namespace sent::command::dry_run {

struct DryRunTotals {
  std::vector<Day> days;
  std::uint64_t events = 0;
  std::uint64_t printed = 0;
  std::uint64_t users = 0;  // distinct; above a million within half a percent
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;      // of bodies, uncompressed
  std::uint64_t oversized = 0;  // events above sink.max_event_bytes, which would be rejected
  std::uint64_t violating = 0;  // events that violate the tracking plan, which would be rejected
  RowsRead rows;
  Findings findings;
  std::vector<LargeFanOut> largest_workspaces;  // by events of all days
  std::vector<std::string> warnings;            // effects on destinations that backfill.integrations does not prevent
};

// Lines, each ended by a newline.
[[nodiscard]] std::string describe(const DryRunTotals& totals, std::optional<double> seconds);

}  // namespace sent::command::dry_run
