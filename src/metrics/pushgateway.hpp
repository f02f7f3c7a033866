// SPDX-License-Identifier: Apache-2.0

// Sends samples to a Prometheus Pushgateway. Thread-safe.
//
// They are added to the job's group (POST), so metrics that a run does not publish keep their last value.
// Source of the grouping: https://github.com/prometheus/pushgateway#api

#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/config.hpp"
#include "http/connection.hpp"
#include "metrics/sample.hpp"

namespace sent::metrics {

// The samples of one run.
struct Push {
  std::string command;
  std::vector<Sample> of_run;         // for the group of job and command
  std::vector<Sample> of_deployment;  // for the group of the job
};

// Pushes to metrics.pushgateway, which must be set, and blocks for at most `longest`, and not once `stop` is requested.
// Only the status of an answer counts, and at most 64 KiB of the answer are read. Returns what went wrong, if anything
// did: what was attempted, on what: what came back.
[[nodiscard]] std::optional<std::string> push_metrics(const config::Config::Metrics& settings,
                                                      std::string_view user_agent, const Push& push,
                                                      std::chrono::milliseconds longest, std::stop_token stop = {});

// Opens a connection to metrics.pushgateway as a push would, and sends nothing. Blocks for at most `longest`.
[[nodiscard]] std::variant<http::Reached, http::NoReply> reach_pushgateway(const config::Config::Metrics& settings,
                                                                           std::string_view user_agent,
                                                                           std::chrono::milliseconds longest);

}  // namespace sent::metrics
