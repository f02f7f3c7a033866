// SPDX-License-Identifier: Apache-2.0

// Samples to a Prometheus Pushgateway. Its source alone includes curl.
//
// They are added to the job's group (POST), so that what a run does not say stays as an earlier one said it.
// Source of grouping: https://github.com/prometheus/pushgateway#api

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "metrics/sample.hpp"

namespace sent::metrics {

// `of_run` go to the group of job and `command`, `of_deployment` to that of the job. Blocks for `most` at the longest;
// of answers only the status is looked at. What went wrong: what was attempted, on what, what came back; none when the
// gateway took all.
[[nodiscard]] std::optional<std::string> push_metrics(const std::string& url, const std::string& command,
                                                      const std::vector<Sample>& of_run,
                                                      const std::vector<Sample>& of_deployment,
                                                      std::chrono::milliseconds most);

}  // namespace sent::metrics
