// SPDX-License-Identifier: Apache-2.0

// The shipper and a real HTTP receiver that refuses every batch.

#include <gtest/gtest.h>

#include "model/failure.hpp"
#include "ship/shipper.hpp"
#include "support/ports/manual_clock.hpp"
#include "support/receivers/receiver.hpp"
#include "support/samples/sample_batch.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

constexpr auto for_ever = Clock::Time::max();

void send(ship::Shipper& shipper, int events, int in_a_batch) {
  std::vector<Rejection> refused;
  for (int first = 1; first <= events; first += in_a_batch) {
    encode::Batch batch = sample_batch(first, first + in_a_batch - 1);
    while (!shipper.submit(batch, refused, for_ever)) {
    }
  }
  (void)shipper.drain(for_ever);
}

TEST(FirstContactOverHttp, AWrongPathIsNoticedWithin200Requests) {
  for (const std::size_t concurrency : {1U, 8U, 32U}) {
    Receiver receiver({.path = "/v1/track", .tls = {}});
    receiver.set_handler([](int, const nlohmann::json& body) -> std::optional<ScriptedAnswer> {
      if (!body.contains("batch")) return std::nullopt;
      return ScriptedAnswer{.status = 400, .body = "event is missing", .headers = {}};
    });
    config::Config::Sink sink;
    sink.preset = config::Preset::rudderstack;
    sink.url = receiver.url();
    sink.write_key = "test-key";
    sink.gzip = true;
    sink.concurrency = concurrency;
    sink.max_attempts = 1;
    sink.connect_timeout = sink.request_timeout = std::chrono::seconds{20};
    ManualClock clock;
    ship::Shipper shipper(sink, {}, ship::make_http_transports(sink, "sent-test/1"), clock, {});
    const Failure failure = failure_of([&] { send(shipper, 40'000, 2500); });
    shipper.wind_down();
    EXPECT_EQ(failure.code(), ExitCode::receiver_refuses) << failure.what();
    EXPECT_NE(std::string(failure.what()).find("refuses every event: HTTP 400: event is missing"), std::string::npos);
    EXPECT_EQ(failure.hint(),
              "make sink.url end in /v1/batch, where preset rudderstack sends batches; now its path is /v1/track");
    EXPECT_LE(receiver.requests().size(), 200U);
    EXPECT_TRUE(shipper.take_settled().rejected.empty());
  }
}

}  // namespace
}  // namespace sent::tests
