// SPDX-License-Identifier: Apache-2.0

// What every transport promises: HTTP, the file, and the one in memory that other tests use.

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <thread>

#include "ship/file/file_transport.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/ports/scripted_transport.hpp"
#include "support/receivers/receiver.hpp"
#include "support/samples/sample_batch.hpp"

namespace sent::tests {
namespace {

// A transport and the place where its events arrive.
class Rig {
 public:
  virtual ~Rig() = default;
  [[nodiscard]] virtual ship::TransportFactory factory() = 0;
  [[nodiscard]] virtual std::vector<std::string> arrived() = 0;
};

class FileRig final : public Rig {
 public:
  ship::TransportFactory factory() override {
    config::Config::Sink sink;
    sink.path = directory_.file("events.ndjson");
    return ship::file::make_file_transports(sink);
  }
  std::vector<std::string> arrived() override {
    std::ifstream file(directory_.file("events.ndjson"));
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }

 private:
  TemporaryDirectory directory_;
};

class HttpRig final : public Rig {
 public:
  ship::TransportFactory factory() override {
    config::Config::Sink sink;
    sink.url = receiver_.url();
    sink.write_key = "test-key";
    sink.gzip = true;
    sink.connect_timeout = std::chrono::seconds{10};
    sink.request_timeout = std::chrono::seconds{20};
    return ship::make_http_transports(sink, "sent-test/1");
  }
  std::vector<std::string> arrived() override {
    std::vector<std::string> lines;
    for (const auto& event : receiver_.events()) lines.push_back(event.raw);
    return lines;
  }

 private:
  Receiver receiver_;
};

class MemoryRig final : public Rig {
 public:
  ship::TransportFactory factory() override { return script_.factory(); }
  std::vector<std::string> arrived() override { return events_; }

 private:
  std::mutex mutex_;
  std::vector<std::string> events_;
  TransportScript script_{[this](int, const encode::Batch& batch, const std::stop_token& stop) -> http::Answer {
    if (stop.stop_requested()) return http::NoReply{http::NoReply::Kind::unreachable, "stopped"};
    std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < batch.events(); ++i) events_.emplace_back(batch.event(i));
    return http::Reply{200, "", {}};
  }};
};

template <typename R>
struct TransportContract : testing::Test {
  R rig;
};
using Rigs = testing::Types<FileRig, HttpRig, MemoryRig>;
TYPED_TEST_SUITE(TransportContract, Rigs);

std::vector<std::string> events_of(const encode::Batch& batch) {
  std::vector<std::string> events;
  for (std::size_t i = 0; i < batch.events(); ++i) events.emplace_back(batch.event(i));
  return events;
}

bool is_taken(const http::Answer& answer) {
  const auto* reply = std::get_if<http::Reply>(&answer);
  return reply != nullptr && reply->status == 200;
}

TYPED_TEST(TransportContract, AnAcceptedBatchArrivesWholeInOrderAndOnce) {
  const auto transport = this->rig.factory()();
  const encode::Batch batch = sample_batch(1, 300);
  EXPECT_TRUE(is_taken(transport->post(batch, {})));
  EXPECT_EQ(this->rig.arrived(), events_of(batch));
}

TYPED_TEST(TransportContract, OneTransportServesManyBatches) {
  const auto transport = this->rig.factory()();
  std::vector<std::string> expected;
  for (int i = 0; i < 20; ++i) {
    const encode::Batch batch = sample_batch(10 * i, 10 * i + 9);
    EXPECT_TRUE(is_taken(transport->post(batch, {})));
    const auto events = events_of(batch);
    expected.insert(expected.end(), events.begin(), events.end());
  }
  EXPECT_EQ(this->rig.arrived(), expected);
}

TYPED_TEST(TransportContract, TransportsOfOneFactoryWorkAtTheSameTime) {
  const auto factory = this->rig.factory();
  std::vector<std::jthread> workers;
  for (int w = 0; w < 4; ++w) {
    workers.emplace_back([&, w] {
      const auto transport = factory();
      for (int i = 0; i < 10; ++i)
        EXPECT_TRUE(is_taken(transport->post(sample_batch(1000 * w + 10 * i, 1000 * w + 10 * i + 9), {})));
    });
  }
  workers.clear();
  const auto arrived = this->rig.arrived();
  EXPECT_EQ(std::set<std::string>(arrived.begin(), arrived.end()).size(), 400U);
  EXPECT_EQ(arrived.size(), 400U);
}

TYPED_TEST(TransportContract, NothingIsSentAfterAStop) {
  std::stop_source stop;
  stop.request_stop();
  const http::Answer answer = this->rig.factory()()->post(sample_batch(1, 3), stop.get_token());
  EXPECT_TRUE(std::holds_alternative<http::NoReply>(answer));
  EXPECT_TRUE(this->rig.arrived().empty());
}

}  // namespace
}  // namespace sent::tests
