// SPDX-License-Identifier: Apache-2.0

// Settings for tests on ports in memory: one request at a time, two events in each, no retries.

#pragma once

#include "config/config.hpp"

namespace sent::tests {

inline config::Config small_config() {
  config::Config config;
  config.windows = {30, 7};
  config.event.max_properties = 250;
  config.job.memory = 64U << 20U;
  config.job.lease = std::chrono::seconds{30};
  config.job.grace = std::chrono::seconds{1};
  config.sink.preset = config::Preset::custom;
  config.sink.url = "https://receiver.test/v1/batch";
  config.sink.concurrency = 1;
  config.sink.max_event_bytes = 32'000;
  config.sink.max_body_bytes = 475'000;
  config.sink.max_batch_events = 2;
  config.sink.max_attempts = 1;
  return config;
}

}  // namespace sent::tests
