// SPDX-License-Identifier: Apache-2.0

// Made-up statuses: what the tests of their renderings, and the pages that a browser is shown, are made from.

#pragma once

#include <cstdint>

#include "command/status/report/status.hpp"

namespace sent::tests {

// A week that has a day of each state, rejected events, sources and workspaces.
[[nodiscard]] command::status::report::Status week_of_each_state();

// As a service of some size has it: quieter weekends, slow growth, and a few days that went wrong; the last day is
// not closed yet. Up to a thousand days.
[[nodiscard]] command::status::report::Status usual_days(int days);

// Complete days on which there was no event to send.
[[nodiscard]] command::status::report::Status zero_days(int days);

// Nothing of these days has begun, nothing is known of them.
[[nodiscard]] command::status::report::Status missing_days(int days);

// Ids, slugs and reasons that try to be markup, to turn the direction, to be too long, not to be UTF-8.
[[nodiscard]] command::status::report::Status hostile_names();

// Any values that the types can hold, by a seed.
[[nodiscard]] command::status::report::Status random_status(std::uint32_t seed);

}  // namespace sent::tests
