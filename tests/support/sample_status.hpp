// Made-up statuses: what the tests of their renderings, and the pages that a browser is shown, are made from.

#pragma once

#include <cstdint>

#include "report/status.hpp"

namespace sent {

// A week that has a day of each state, rejected events, sources and workspaces.
[[nodiscard]] Status week_of_each_state();

// As a service of some size has it: quieter weekends, slow growth, and a few days that went wrong; the last day is
// not closed yet. Up to a thousand days.
[[nodiscard]] Status usual_days(int days);

// Complete days on which there was no event to send.
[[nodiscard]] Status zero_days(int days);

// Nothing of these days has begun, nothing is known of them.
[[nodiscard]] Status missing_days(int days);

// Ids, slugs and reasons that try to be markup, to turn the direction, to be too long, not to be UTF-8.
[[nodiscard]] Status hostile_names();

// Any values that the types can hold, by a seed.
[[nodiscard]] Status random_status(std::uint32_t seed);

}  // namespace sent
