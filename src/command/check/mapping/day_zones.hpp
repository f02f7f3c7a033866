// SPDX-License-Identifier: Apache-2.0

// Whether the views behind the counters make their days in another time zone than job.timezone: an hour near midnight
// would then count for a neighbouring day.

#pragma once

#include <set>
#include <string>
#include <string_view>

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"

namespace sent::command::check::mapping {

// The zones whose days a view's definition makes: those of the last conversion before a cast to `date`, as PostgreSQL
// writes it. Pure.
[[nodiscard]] std::set<std::string> zones_of_days(std::string_view definition);

// One warning for each relation and zone that differs; none if all agree or name no zone. Failures are those of
// Session. Thread-safe.
[[nodiscard]] checklist::Checks check_day_zones(const config::Config& config);

}  // namespace sent::command::check::mapping
