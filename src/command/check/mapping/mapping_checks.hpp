// SPDX-License-Identifier: Apache-2.0

// Judges what a sample of the sources shows: whether the mapping means what it should. Pure.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "command/check/checklist/check.hpp"
#include "job/counter_days.hpp"
#include "job/source_check.hpp"
#include "model/day.hpp"
#include "model/finding.hpp"

namespace sent::command::check::mapping {

// Those of the day that would be sent next.
struct MappingFacts {
  Day day;
  std::uint64_t events = 0;
  bool is_everything = false;  // otherwise a sample
  Findings findings;
  std::vector<job::CounterDayRemark> remarks;
  std::map<std::string, job::SourceCheck::ViolationKind> violations;  // of the tracking plan
};

// One warning for each kind of finding in a relation, one error for each way to violate the tracking plan, or a single
// check if there are none.
[[nodiscard]] checklist::Checks judge_mapping(const MappingFacts& facts);

}  // namespace sent::command::check::mapping
