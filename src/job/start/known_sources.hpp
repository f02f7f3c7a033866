// SPDX-License-Identifier: Apache-2.0

// Refuses a run that is narrowed to a source that does not exist: it would send nothing and end well. Not thread-safe.

#pragma once

#include <functional>
#include <set>
#include <string>

#include "read/calendar.hpp"

namespace sent::job::start {

// Throws Failure(usage) that names every one of `ids` that no source has. Failures are also those of Calendar.
// REQUIRES: the contract is right.
void require_known_sources(const std::set<std::string, std::less<>>& ids, read::Calendar& calendar);

}  // namespace sent::job::start
