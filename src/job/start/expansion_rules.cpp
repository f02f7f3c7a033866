// SPDX-License-Identifier: Apache-2.0

#include "job/start/expansion_rules.hpp"

#include "day/units.hpp"

namespace sent::job::start {

expand::ExpansionRules expansion_rules(const config::Config& config) {
  return {{config.windows.monthly_days, config.windows.weekly_days},
          config.event.max_properties,
          config.event.extra_properties.size(),
          day::unit_bytes(config.job.memory)};
}

}  // namespace sent::job::start
