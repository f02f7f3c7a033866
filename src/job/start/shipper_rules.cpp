// SPDX-License-Identifier: Apache-2.0

#include "job/start/shipper_rules.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include "job/start/random_seed.hpp"

namespace sent::job::start {

namespace {

// The rest of the grace is for recording what they were answered.
std::chrono::milliseconds grace_of_requests(std::chrono::milliseconds grace) {
  return grace - std::min<std::chrono::milliseconds>(grace / 5, std::chrono::seconds{1});
}

}  // namespace

ship::ShipperRules shipper_rules(const config::Config& config, log::Log& log, bool rejections_may_mean_all) {
  return {grace_of_requests(config.job.grace), rejections_may_mean_all, random_seed(),
          [&log](const std::string& message) { log.warn(message); }};
}

}  // namespace sent::job::start
