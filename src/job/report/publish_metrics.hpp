// SPDX-License-Identifier: Apache-2.0

// Publishes metrics at the end of a run, as the settings say. A monitor that is down never changes how a run ends.
// Thread-safe.

#pragma once

#include "config/config.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"

namespace sent::job::report {

// Does nothing if no setting asks for metrics. Failures are logged.
void publish_metrics(const metrics::RunFacts& run, const config::Config& config, log::Log& log);

}  // namespace sent::job::report
