// SPDX-License-Identifier: Apache-2.0

#include "ship/traffic.hpp"

#include <algorithm>
#include <utility>

#include "retry/backoff.hpp"

namespace sent::ship {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace {
// A wait is no standstill: so often at least it is shown.
constexpr milliseconds slice{200};
}  // namespace

Traffic::Traffic(const config::Config::Sink& sink, Clock& clock, const ShipperRules& rules, std::stop_token halt)
    : backoff_(sink.backoff),
      max_backoff_(sink.max_backoff),
      clock_(clock),
      halt_(std::move(halt)),
      alive_(rules.alive),
      limit_(sink.max_events_per_second, sink.max_requests_per_second),
      random_(rules.seed) {}

// One worker at a time, so each turn follows the rate of its moment. Turns that eight workers reserved together at the
// lowest rate would delay them long after the rate has risen.
bool Traffic::await_turn(std::size_t events) {
  std::lock_guard turnstile(turnstile_);
  while (!halt_.stop_requested()) {
    const auto turn = [&] {
      std::lock_guard lock(mutex_);
      const auto now = clock_.now();
      return limit_.reserve(now, events, pace_.requests_per_second(now));
    }();
    if (!sleep_until(turn.at)) return false;
    // A pause that began during the wait makes the turn void.
    std::lock_guard lock(mutex_);
    if (!limit_.is_void(turn)) return true;
  }
  return false;
}

void Traffic::pause_for(milliseconds wait) {
  std::lock_guard lock(mutex_);
  limit_.pause_until(clock_.now() + wait);
}

bool Traffic::back_off(int attempt) {
  const auto wait = [&] {
    std::lock_guard lock(mutex_);
    const double random = std::uniform_real_distribution<double>(0, 1)(random_);
    return retry::backoff_before_retry(attempt, backoff_, max_backoff_, random);
  }();
  return sleep_until(clock_.now() + wait);
}

bool Traffic::sleep_until(Clock::Time time) {
  const auto begin = clock_.now();
  if (time > begin) {
    for (auto now = begin; now < time && !halt_.stop_requested(); now = clock_.now()) {
      clock_.sleep_until(std::min<Clock::Time>(time, now + slice), halt_);
      note_alive();
    }
    std::lock_guard lock(mutex_);
    counts_.waited += duration_cast<milliseconds>(clock_.now() - begin);
  }
  return !halt_.stop_requested();
}

Traffic::Moment Traffic::count_request(std::size_t bytes, bool retry) {
  std::lock_guard lock(mutex_);
  ++counts_.requests;
  counts_.retries += retry ? 1 : 0;
  counts_.bytes += bytes;
  return ++latest_;
}

Traffic::Moment Traffic::note_failed() {
  std::lock_guard lock(mutex_);
  return ++latest_;
}

void Traffic::count_time(Clock::Time::duration posting, Clock::Time::duration compressing) {
  std::lock_guard lock(mutex_);
  counts_.compressing += compressing;
  counts_.sending += posting - compressing;
}

void Traffic::note_accepted(Moment sent) {
  std::lock_guard lock(mutex_);
  latest_accepted_ = std::max(latest_accepted_, sent);
  pace_.note_accepted(clock_.now());
}

void Traffic::note_too_many(Clock::Time sent_at) {
  std::lock_guard lock(mutex_);
  const auto now = clock_.now();
  if (!pace_.note_refused(now, sent_at)) return;
  // Turns that were reserved at the higher rate are void.
  limit_.pause_until(now + gap_at(pace_.requests_per_second(now)));
}

void Traffic::count_accepted() {
  std::lock_guard lock(mutex_);
  accepted_ = true;
}

bool Traffic::has_accepted() const {
  std::lock_guard lock(mutex_);
  return accepted_;
}

bool Traffic::has_accepted_since(Moment moment) const {
  std::lock_guard lock(mutex_);
  return latest_accepted_ > moment;
}

Traffic::Moment Traffic::latest() const {
  std::lock_guard lock(mutex_);
  return latest_;
}

ShippingCounts Traffic::counts() const {
  std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace sent::ship
