// SPDX-License-Identifier: Apache-2.0

// The event rules a second time, slow and plain: an independent check of the program. Shares no code with src/.

#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/database/test_database.hpp"

namespace sent::tests {

struct NaiveRules {
  std::string schema;
  std::string timezone = "UTC";
  int monthly_days = 30;
  int weekly_days = 7;
  std::string time_of_day = "12:00:00";
  std::string name_space = "00000000-0000-0000-0000-000000000000";
};

// (source, user) → the event's exact JSON, for the day `day` (YYYY-MM-DD).
using NaiveEvents = std::map<std::pair<std::string, std::string>, std::string>;
[[nodiscard]] NaiveEvents naive_events(TestDatabase& database, const NaiveRules& rules, const std::string& day);

}  // namespace sent::tests
