// SPDX-License-Identifier: Apache-2.0

// Publishes metrics at the end of a run, as the settings say. A monitor that is down never changes how a run ends.
// Thread-safe.

#pragma once

#include <stop_token>

#include "config/config.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"

namespace sent::job::report {

// Does nothing if no setting asks for metrics. Failures are logged. Waits for nothing once `end` is requested.
void publish_metrics(const metrics::RunFacts& run, const config::Config& config, log::Log& log,
                     const std::stop_token& end);

}  // namespace sent::job::report
