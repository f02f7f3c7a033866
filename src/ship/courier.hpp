// SPDX-License-Identifier: Apache-2.0

// Posts one request at a time: with retries, pauses and waits, until its outcome is known or its attempts are used up.

#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "config/config.hpp"
#include "encode/batch.hpp"
#include "model/failure.hpp"
#include "ship/answer/verdict.hpp"
#include "ship/shipper.hpp"
#include "ship/traffic.hpp"
#include "ship/transport.hpp"

namespace sent::ship {

// How posting ended. A value.
struct Posted {
  enum class Ending {
    delivered,  // every event but those that `verdict` names
    refused,    // the receiver refuses some event; or, with Kind::forbid, all
    used_up,    // every attempt failed
    halted,     // nothing is known
  };
  Ending ending = Ending::halted;
  answer::Verdict verdict;            // of the last answer
  std::optional<int> status;          // of the last answer; absent: there was none
  int attempts = 0;                   // that failed
  Traffic::Moment first_failure = 0;  // when the first of them had failed
  // It failed both before and after the receiver accepted another request, so that no single outage explains it.
  bool is_at_fault = false;
  bool was_only_asked_to_slow = true;  // every failed attempt met 429
  bool is_retry = false;               // the next request
};

// Not thread-safe: each worker has its own. `traffic` must outlive it.
class Courier {
 public:
  // `abort` abandons the request in flight; the halt of `traffic` ends a courier between requests.
  Courier(const config::Config::Sink& sink, const ShipperRules& rules, std::unique_ptr<Transport> transport,
          Traffic& traffic, std::stop_token abort);

  // Makes at most so many attempts; waiting because of Retry-After does not count. The attempts of `posted` count,
  // which were made at the same batch before. Throws Failure(receiver_refuses) or Failure(receiver_unavailable) if no
  // other event would be accepted either.
  [[nodiscard]] Posted post(const encode::Batch& batch, int most_attempts, Posted posted = {});
  // With most_attempts_alone() for an event alone, otherwise with most_attempts().
  [[nodiscard]] Posted post(const encode::Batch& batch) {
    return post(batch, batch.events() == 1 ? most_attempts_alone() : most_attempts());
  }
  // sink.max_attempts.
  [[nodiscard]] int most_attempts() const { return sink_.max_attempts; }
  // At an event alone: sink.max_attempts, and at least three, because one that fails so often may be rejected for it,
  // and a single request may be lost by chance.
  [[nodiscard]] int most_attempts_alone() const { return std::max(sink_.max_attempts, 3); }

  // That posting it used up its attempts.
  [[nodiscard]] Failure gave_up(const encode::Batch& batch, const Posted& posted) const;
  // That the receiver refuses the credentials or the address with which the batch was sent.
  [[nodiscard]] Failure refuses(const encode::Batch& batch, const std::string& reason) const;
  // That the receiver refuses whatever is sent to it.
  [[nodiscard]] Failure refuses_everything(const std::string& reason) const;
  // To the operator.
  void tell(const std::string& message) const { observer_(message); }
  // "sending a batch of 5 events to https://…"
  [[nodiscard]] std::string attempted(const encode::Batch& batch) const;

 private:
  // Whether the receiver was alive after it had failed at what is posted.
  [[nodiscard]] bool was_alive_since(const Posted& posted) const {
    return posted.attempts > 0 && traffic_.has_accepted_since(posted.first_failure);
  }
  // Nothing if it was abandoned.
  [[nodiscard]] std::optional<answer::Verdict> post_once(const encode::Batch& batch, Posted& posted);
  // Whether the receiver asked for a pause, by Retry-After. No worker sends until it is over.
  [[nodiscard]] bool pause_if_asked(const encode::Batch& batch, const answer::Verdict& verdict);
  // `was_alive`: the receiver had accepted another request before this attempt went out, and after the first failure.
  void note_failure(Posted& posted, bool was_alive);
  // False if halted, or if no attempt is left.
  [[nodiscard]] bool wait_to_retry(const encode::Batch& batch, int most_attempts, Posted& posted);

  const std::string receiver_;  // for messages
  const config::Config::Sink sink_;
  const answer::Secrets secrets_;
  const answer::SuccessForm success_;
  std::unique_ptr<Transport> transport_;
  Traffic& traffic_;
  std::stop_token abort_;
  ShippingObserver observer_;
};

}  // namespace sent::ship
