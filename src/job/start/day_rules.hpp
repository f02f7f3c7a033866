// SPDX-License-Identifier: Apache-2.0

// The rules with which this run begins a day. Pure.

#pragma once

#include <string>

#include "config/config.hpp"
#include "encode/event_writer.hpp"
#include "model/day_rules.hpp"

namespace sent::job::start {

// `events`: what event_rules() makes of the same settings.
[[nodiscard]] DayRules day_rules(const config::Config& config, const encode::EventRules& events, bool is_backfill,
                                 std::string plan_digest);

}  // namespace sent::job::start
