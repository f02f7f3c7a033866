// SPDX-License-Identifier: Apache-2.0

#include "job/start/day_rules.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace sent::job::start {

DayRules day_rules(const config::Config& config, const encode::EventRules& events, bool is_backfill,
                   std::string plan_digest) {
  return {is_backfill, events.integrations, events.library_version, std::move(plan_digest),
          fmt::format("windows.monthly_days={} windows.weekly_days={} event.time_of_day={:%T} event.max_properties={} "
                      "event.extra_properties={} event.namespace={}",
                      config.windows.monthly_days, config.windows.weekly_days, config.event.time_of_day,
                      config.event.max_properties, fmt::join(config.event.extra_properties, ","),
                      to_string(events.name_space))};
}

}  // namespace sent::job::start
