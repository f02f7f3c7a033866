// SPDX-License-Identifier: Apache-2.0

// Metrics at the end of a run, wherever the settings want them. A monitor that is away never changes how a run ends.

#pragma once

#include "config/config.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"

namespace sent::job {

// Does nothing when the settings want none. What fails is logged.
void publish_metrics(const metrics::RunFacts& run, const config::Config& config, log::Log& log);

}  // namespace sent::job
