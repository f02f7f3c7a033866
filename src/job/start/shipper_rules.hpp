// SPDX-License-Identifier: Apache-2.0

// How a run's shipper behaves beside what the sink's settings say.

#pragma once

#include "config/config.hpp"
#include "log/log.hpp"
#include "ship/shipper.hpp"

namespace sent::job::start {

// With a random seed, so that workers do not retry at the same time. The shipper's warnings go to `log`, which must
// outlive it. Thread-safe.
[[nodiscard]] ship::ShipperRules shipper_rules(const config::Config& config, log::Log& log,
                                               bool rejections_may_mean_all);

}  // namespace sent::job::start
