// SPDX-License-Identifier: Apache-2.0

// Delivers one batch at a time, with retries, pauses and bisection.

#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "config/config.hpp"
#include "encode/batch.hpp"
#include "ship/answer/verdict.hpp"
#include "ship/settlement.hpp"
#include "ship/shipper.hpp"
#include "ship/traffic.hpp"
#include "ship/transport.hpp"

namespace sent::ship {

// Not thread-safe: each worker has its own. `traffic` must outlive it.
class Courier {
 public:
  // `abort` abandons the request in flight; the halt of `traffic` ends a courier between requests.
  Courier(const config::Config::Sink& sink, const ShipperRules& rules, std::unique_ptr<Transport> transport,
          Traffic& traffic, std::stop_token abort);

  // Returns when every event is delivered or rejected; returns nothing if halted before that. Throws
  // Failure(receiver_refuses) or Failure(receiver_unavailable); the next run then sends again, with the same ids, what
  // was delivered before.
  [[nodiscard]] std::optional<Outcome> deliver(const encode::Batch& batch);

 private:
  // False if halted. Adds to `outcome`.
  bool deliver_into(const encode::Batch& batch, Outcome& outcome);
  // The first verdict that is not a retry; nothing if halted.
  std::optional<answer::Verdict> post_until_judged(const encode::Batch& batch);
  bool wait_to_retry(const encode::Batch& batch, const answer::Verdict& verdict, int& attempts);
  bool split(const encode::Batch& batch, const answer::Verdict& verdict, Outcome& outcome);
  bool accept(const encode::Batch& batch, const answer::Verdict& verdict, Outcome& outcome);
  void reject(const encode::Batch& batch, std::size_t index, const std::string& reason, Outcome& outcome);
  // Throws when the rejection of a whole batch shows that the receiver refuses everything.
  void stop_if_all_refused(const Outcome& outcome) const;
  [[nodiscard]] std::string attempted(const encode::Batch& batch) const;

  const std::string receiver_;  // for messages
  const config::Config::Sink sink_;
  const answer::Secrets secrets_;
  const bool rejections_may_mean_all_;
  const int max_attempts_;
  std::unique_ptr<Transport> transport_;
  Traffic& traffic_;
  std::stop_token abort_;
  ShippingObserver observer_;
  std::optional<int> last_status_;
};

}  // namespace sent::ship
