// SPDX-License-Identifier: Apache-2.0

// Sample statuses for the tests of tables, JSON and the page, and for the browser tests.

#pragma once

#include <cstdint>

#include "command/status/report/status.hpp"

namespace sent::tests {

// A week with a day in each state, rejected events, sources and workspaces.
[[nodiscard]] command::status::report::Status week_of_each_state();

// A realistic service: quiet weekends, slow growth, a few bad days, and a last day that is not closed yet. Up to a
// thousand days.
[[nodiscard]] command::status::report::Status usual_days(int count);

// Complete days without events.
[[nodiscard]] command::status::report::Status zero_days(int count);

// Days that have not started.
[[nodiscard]] command::status::report::Status missing_days(int count);

// Ids, slugs and reasons that contain markup and direction marks, are too long, or are not UTF-8.
[[nodiscard]] command::status::report::Status hostile_names();

// Random values of every kind that the types allow.
[[nodiscard]] command::status::report::Status random_status(std::uint32_t seed);

}  // namespace sent::tests
