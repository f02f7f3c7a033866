// SPDX-License-Identifier: Apache-2.0

// Ships batches over several transports at once and tells, in order, what became of them.
//
// Owns sink.concurrency workers, each with its own transport and one batch in flight. Retries,
// bisection, the rate limit and the pause that a Retry-After imposes on the whole sender live here.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "encode/batch.hpp"
#include "model/clock.hpp"
#include "model/rejection.hpp"
#include "ship/transport.hpp"

namespace sent::ship {

// Totals since the shipper was made.
struct ShippingCounts {
  std::uint64_t requests = 0;
  std::uint64_t retries = 0;
  std::uint64_t bytes = 0;  // of bodies, uncompressed, each attempt counted
  // All workers added up:
  std::chrono::milliseconds
      waited{};  // for backoff, and of the one whose turn is next for the rate limit and Retry-After
  std::chrono::nanoseconds compressing{};
  std::chrono::nanoseconds sending{};  // until the answer
};

// What has become of batches since the last call: a prefix without gaps of what was submitted.
struct Settled {
  std::optional<Position> through;  // last position of the last batch in the prefix; none: nothing new
  std::uint64_t delivered = 0;
  std::vector<Rejection> rejected;
};

// Something the operator should hear about while it happens (a retry, a pause); called from workers.
using ShippingObserver = std::function<void(const std::string& message)>;

struct ShipperRules {
  std::chrono::milliseconds grace{};  // for the requests in flight when the run stops
  // Whether to stop the run when a whole batch, of a hundred events or more and ten sources, is rejected event by event
  // and nothing was ever accepted: then the receiver refuses everything, and the events are not at fault.
  bool rejections_may_mean_all = true;
  std::uint64_t seed = 0;  // of the jitter of backoff
  ShippingObserver observer = [](const std::string&) {};
};

class Shipper {
 public:
  // Starts the workers. `clock` must outlive the shipper. Once `stop` is requested, it takes no new batch; requests in
  // flight may finish within the grace and are then abandoned. Throws Failure(unexpected) when the machine grants no
  // thread for a worker, and whatever `transports` throws.
  Shipper(const config::Config::Sink& sink, const ShipperRules& rules, const TransportFactory& transports, Clock& clock,
          std::stop_token stop);
  ~Shipper();  // abandons what is in flight and waits for the workers

  // Blocks while every worker is busy, at most until `until`; false then, and the batch was not taken. One that was
  // taken leaves an empty one, with memory that has served before. Throws the Failure that stopped the sender
  // (receiver_refuses, receiver_unavailable), and Failure(interrupted) once `stop` was requested.
  [[nodiscard]] bool submit(encode::Batch& batch, Clock::Time until);

  // Waits until everything submitted is settled, at most until `until`; true when it is. Throws as submit().
  [[nodiscard]] bool drain(Clock::Time until);

  // After a failure or a stop: waits for requests in flight, at most the grace. Does not throw.
  void wind_down();

  // What was settled since the last call. Never throws; to be called after a failure too.
  [[nodiscard]] Settled take_settled();

  [[nodiscard]] ShippingCounts counts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::ship
