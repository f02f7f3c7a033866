// SPDX-License-Identifier: Apache-2.0

// Ships batches over several transports at once and reports, in order, what became of them.
//
// It owns sink.concurrency workers, each with its own transport and one batch in flight. Batches are
// retried, and taken apart to find events at fault (batch_delivery.hpp); the rate limit and the pause after a
// Retry-After apply to all workers together.

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
#include "ship/settlement.hpp"
#include "ship/transport.hpp"

namespace sent::ship {

// Totals since the shipper was made.
struct ShippingCounts {
  std::uint64_t requests = 0;
  std::uint64_t retries = 0;
  std::uint64_t bytes = 0;  // of bodies, uncompressed, each attempt counted
  // Of all workers together. `waited` is for backoff, and for the rate limit and Retry-After, for which one worker at a
  // time waits.
  std::chrono::milliseconds waited{};
  std::chrono::nanoseconds compressing{};
  std::chrono::nanoseconds sending{};  // until the answer
};

// Receives what the operator should see while it happens, such as a retry or a pause. Workers call it, at the same
// time.
using ShippingObserver = std::function<void(const std::string& message)>;

struct ShipperRules {
  std::chrono::milliseconds grace{};  // for the requests in flight when the run stops
  // Whether to stop the run if nothing was ever accepted and so much was refused (contact/refusal.hpp), or named as
  // failed, that the receiver refuses everything, and the events are not at fault. Answers of 403 always may stop it.
  bool rejections_may_mean_all = true;
  std::uint64_t seed = 0;  // of the jitter of backoff
  ShippingObserver observer = [](const std::string&) {};
  // Called when a request has ended, and at least every 200 ms while a worker waits to send. Workers call it, at the
  // same time.
  std::function<void()> alive = [] {};
};

// Not thread-safe: submit(), drain(), forget(), wind_down() and take_settled() are for one thread. counts() is
// thread-safe.
//
// Its workers are threads. The constructor starts them, and the destructor halts and joins them. Each has a courier of
// its own. They share the traffic (traffic.hpp), which is thread-safe, and under one mutex the batches that wait, those
// in flight and what became of them. An exception that ends a worker halts the others; submit() and drain() throw it.
class Shipper {
 public:
  // Starts the workers. `clock` must outlive the shipper. Once `stop` is requested, it accepts no new batch; requests
  // in flight may finish within the grace and are then abandoned. Throws Failure(unexpected) if no thread can be
  // started for a worker, and whatever `transports` throws.
  Shipper(const config::Config::Sink& sink, const ShipperRules& rules, const TransportFactory& transports, Clock& clock,
          std::stop_token stop);
  ~Shipper();  // abandons what is in flight and waits for the workers

  // Blocks while every worker is busy, or sink.max_batches_ahead were submitted behind the first open batch, until
  // `until` at most; then returns false and leaves both as they are. `refused` are events before, among or directly
  // behind those of the batch that are not sent: they settle with it. A batch that is taken is replaced by an empty one
  // that reuses memory, and `refused` is emptied. An empty batch is settled at once.
  // REQUIRES: not both empty. Throws what stopped a worker, such
  // as Failure(receiver_refuses) or Failure(receiver_unavailable), and Failure(interrupted) once `stop` is requested.
  [[nodiscard]] bool submit(encode::Batch& batch, std::vector<Rejection>& refused, Clock::Time until);

  // Waits until everything submitted is settled, until `until` at most; returns whether it is. Throws as submit(), and
  // Failure(receiver_unavailable) if only events are left that failed alone while no other request was accepted.
  [[nodiscard]] bool drain(Clock::Time until);

  // Waits until no request is in flight, until `until` at most, and forgets everything that was submitted; returns
  // whether it did. Throws as submit().
  [[nodiscard]] bool forget(Clock::Time until);

  // After a failure or a stop: waits for requests in flight, for the grace at most, and then abandons them. Does not
  // throw.
  void wind_down();

  // What was settled since the last call. Does not throw; call it after a failure too.
  [[nodiscard]] Settled take_settled();

  [[nodiscard]] ShippingCounts counts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::ship
