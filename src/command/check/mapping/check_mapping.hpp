// SPDX-License-Identifier: Apache-2.0

// Reads a sample of the sources as a run would, to see what the mapping makes of them. Sends and changes nothing.
// Thread-safe.

#pragma once

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"
#include "day/day_facts.hpp"
#include "model/clock.hpp"

namespace sent::command::check::mapping {

// The first sources, and the events of `day` that they would have. Skipped if the server would read much more than
// that sample. REQUIRES: the contract is right and readable. Throws nothing.
[[nodiscard]] checklist::Checks check_mapping(const config::Config& config, Clock& clock, const day::DayFacts& day);

}  // namespace sent::command::check::mapping
