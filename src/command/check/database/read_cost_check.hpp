// SPDX-License-Identifier: Apache-2.0

// Judges whether the counters of one day can be read without those of every other. Pure.
//
// The server's planner decides, because only it sees through views, partitions and indexes alike. Reasons and limits:
// docs/decisions/0011-reads-are-judged-by-their-plans.md.

#pragma once

#include <cstddef>

#include "command/check/checklist/check.hpp"
#include "command/check/database/database_facts.hpp"

namespace sent::command::check::database {

// `sources_per_chunk`: see day/units.hpp; decides whether a day is read in one piece or by ranges of sources.
[[nodiscard]] checklist::Check judge_read_costs(const ReadCosts& costs, std::size_t sources_per_chunk);

}  // namespace sent::command::check::database
