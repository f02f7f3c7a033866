// SPDX-License-Identifier: Apache-2.0

// A shipper whose receiver answers by a script and whose clock skips every wait. One thread submits; the script may run
// in several.

#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <utility>

#include "ship/shipper.hpp"
#include "support/ports/manual_clock.hpp"
#include "support/ports/scripted_transport.hpp"
#include "support/samples/sample_batch.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {

inline constexpr auto for_ever = Clock::Time::max();

inline config::Config::Sink sink_of(std::size_t concurrency = 1) {
  config::Config::Sink sink;
  sink.url = "https://receiver.test/v1/batch?secret=1";
  sink.concurrency = concurrency;
  sink.max_attempts = 3;
  sink.backoff = std::chrono::milliseconds{100};
  sink.max_backoff = std::chrono::milliseconds{1000};
  return sink;
}

inline http::Reply reply(int status, std::string body = {}) { return {status, std::move(body), {}}; }

struct ScriptedShipper {
  explicit ScriptedShipper(TransportScript::Answerer answerer, const config::Config::Sink& sink = sink_of())
      : script(std::move(answerer)),
        shipper(sink, {.seed = 1, .observer = [this](const std::string&) { ++heard; }}, script.factory(), clock,
                stop.get_token()) {}

  void submit(encode::Batch batch) { ASSERT_TRUE(shipper.submit(batch, refused, for_ever)); }

  std::vector<Rejection> refused;  // for the next batch
  std::atomic<int> heard = 0;
  ManualClock clock;
  std::stop_source stop;
  TransportScript script;
  ship::Shipper shipper;
};

}  // namespace sent::tests
