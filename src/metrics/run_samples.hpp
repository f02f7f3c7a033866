// SPDX-License-Identifier: Apache-2.0

// Turns the results of a run, and the state of the ledger, into samples. Pure.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "metrics/sample.hpp"
#include "model/day.hpp"
#include "model/run_totals.hpp"

namespace sent::metrics {

// The results of a run. Times count from the moment when it had its settings.
struct RunFacts {
  std::string command;
  std::chrono::system_clock::time_point ended_at;
  std::chrono::duration<double> took{};
  int exit_code = 0;
  RunTotals totals;
  std::uint64_t requests = 0;
  std::uint64_t retries = 0;
  std::uint64_t request_bytes = 0;
  std::chrono::duration<double> waited{};
  std::vector<std::pair<std::string, std::chrono::duration<double>>> stages;
};

struct DeploymentFacts {
  std::optional<Instant> delivered_through;  // absent: the first day is not complete
  std::uint64_t undelivered_days = 0;
  std::uint64_t rejected_events = 0;
};

// The samples of one run, each labelled with the command. They include the time of the last success only if this run
// succeeded.
[[nodiscard]] std::vector<Sample> run_samples(const RunFacts& run);
// The samples that do not depend on the command. `ledger` is absent if the ledger could not be read; its samples are
// then left out.
[[nodiscard]] std::vector<Sample> deployment_samples(const std::string& version,
                                                     const std::optional<DeploymentFacts>& ledger);

}  // namespace sent::metrics
