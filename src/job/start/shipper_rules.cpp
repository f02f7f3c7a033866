// SPDX-License-Identifier: Apache-2.0

#include "job/start/shipper_rules.hpp"

#include <string>

#include "job/start/random_seed.hpp"

namespace sent::job::start {

ship::ShipperRules shipper_rules(const config::Config& config, log::Log& log, bool rejections_may_mean_all) {
  return {config.job.grace, rejections_may_mean_all, random_seed(),
          [&log](const std::string& message) { log.warn(message); }};
}

}  // namespace sent::job::start
