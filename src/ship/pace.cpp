// SPDX-License-Identifier: Apache-2.0

#include "ship/pace.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace sent::ship {

namespace {

// The rate is measured over the last second, or over the last requests when they took longer.
constexpr std::chrono::seconds window{1};
constexpr std::size_t fewest = 20;
constexpr std::chrono::seconds longest{20};
constexpr double seconds_to_double = 0.5;
constexpr double fall = 0.1;
// For a rate that was a little too high: the flat part of the curve should be just below the receiver's limit.
constexpr double overshoot = 0.03;
// If the receiver accepted less than this share of the rate, the measured rate is the better guess.
constexpr double far_below = 0.75;
constexpr double slowest = 0.1;

}  // namespace

void Pace::note_accepted(Clock::Time now) {
  accepted_.push_back(now);
  while (accepted_.size() > fewest && accepted_.front() < now - window) accepted_.pop_front();
  while (accepted_.front() < now - longest) accepted_.pop_front();
}

double Pace::accepted_rate(Clock::Time now) const {
  if (accepted_.empty()) return 0;
  const auto span = std::max<Clock::Time::duration>(now - accepted_.front(), window);
  return static_cast<double>(accepted_.size()) / std::chrono::duration<double>(span).count();
}

// Without any accepted request no rate is known, and backoff and Retry-After alone decide.
bool Pace::note_refused(Clock::Time now, Clock::Time sent_at) {
  if (too_high_ > 0 && sent_at < lowered_at_) return false;
  const double accepted = accepted_rate(now);
  const auto current = requests_per_second(now);
  if (!current && accepted == 0) return false;
  const bool by_a_little = current && accepted > far_below * *current;
  const double too_high = by_a_little ? *current * (1 - overshoot) : std::max(accepted, current.value_or(0) / 2);
  searching_ = !current;
  too_high_ = std::max(slowest, too_high);
  lowered_at_ = now;
  return true;
}

double Pace::seconds_to_return() const { return std::max(2.0, static_cast<double>(fewest) / too_high_); }

// The first refusal says little about the rate, because it may end a burst or fall into a short window: the rate
// doubles until the next one. Then it follows the cubic curve, from nine tenths at the refusal to the whole at the
// return.
std::optional<double> Pace::requests_per_second(Clock::Time now) const {
  if (too_high_ == 0) return std::nullopt;
  const double seconds = std::chrono::duration<double>(now - lowered_at_).count();
  if (searching_)
    return too_high_ * (1 - fall) * std::exp2(std::min(30.0, seconds / std::max(seconds_to_double, 1 / too_high_)));
  const double x = seconds / seconds_to_return() - 1;
  return too_high_ * (1 + fall * x * x * x);
}

}  // namespace sent::ship
