// SPDX-License-Identifier: Apache-2.0

// What all workers of one shipper share while they send: the rate limit, the pace of the receiver, the pause after a
// Retry-After, the jitter, the first contact, and the totals. Thread-safe.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <random>
#include <stop_token>

#include "config/config.hpp"
#include "model/clock.hpp"
#include "ship/contact/first_contact.hpp"
#include "ship/pace.hpp"
#include "ship/rate_limit.hpp"
#include "ship/shipper.hpp"

namespace sent::ship {

class Traffic {
 public:
  // The order of what happens to requests, over all workers; the clock may stand still between two of them.
  using Moment = std::uint64_t;

  // Once `halt` is requested, every wait ends at once and returns false. `alive` is called during waits.
  Traffic(const config::Config::Sink& sink, Clock& clock, const ShipperRules& rules, std::stop_token halt);

  // Waits until a request with this many events may go.
  [[nodiscard]] bool await_turn(std::size_t events);
  // No worker sends for `wait` from now.
  void pause_for(std::chrono::milliseconds wait);
  // Waits before the retry after failed attempt number `attempt`, from 1.
  [[nodiscard]] bool back_off(int attempt);

  // The moment at which the request goes out.
  [[nodiscard]] Moment count_request(std::size_t bytes, bool retry);
  // The moment at which an attempt has failed.
  [[nodiscard]] Moment note_failed();
  // `posting` includes `compressing`.
  void count_time(Clock::Time::duration posting, Clock::Time::duration compressing);
  void count_accepted();
  // The request that went out at `sent` was accepted.
  void note_accepted(Moment sent);
  // A request that went out at `sent_at` was refused because there were too many requests.
  void note_too_many(Clock::Time sent_at);
  // Whether an event was ever accepted.
  [[nodiscard]] bool has_accepted() const;
  // Whether a request was accepted that went out after `moment`: the receiver was alive after it.
  [[nodiscard]] bool has_accepted_since(Moment moment) const;
  [[nodiscard]] Moment latest() const;
  // Until something is accepted.
  [[nodiscard]] contact::FirstContact& first_contact() { return first_contact_; }
  // The worker that calls it makes progress.
  void note_alive() const { alive_(); }

  [[nodiscard]] Clock::Time now() const { return clock_.now(); }
  [[nodiscard]] std::chrono::system_clock::time_point wall() const { return clock_.wall(); }
  [[nodiscard]] ShippingCounts counts() const;

 private:
  bool sleep_until(Clock::Time time);

  const std::chrono::milliseconds backoff_;
  const std::chrono::milliseconds max_backoff_;
  Clock& clock_;
  std::stop_token halt_;
  const std::function<void()> alive_;
  contact::FirstContact first_contact_;
  std::mutex turnstile_;  // locked before mutex_
  mutable std::mutex mutex_;
  RateLimit limit_;
  Pace pace_;
  std::mt19937_64 random_;
  ShippingCounts counts_;
  bool accepted_ = false;  // ever, anything
  Moment latest_ = 0;
  Moment latest_accepted_ = 0;  // when it went out
};

}  // namespace sent::ship
