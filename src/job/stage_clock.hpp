// SPDX-License-Identifier: Apache-2.0

// Where a run's time goes: adds the time that passes to the stage at work.

#pragma once

#include <array>
#include <chrono>
#include <utility>

#include "model/clock.hpp"

namespace sent::job {

enum class Stage : std::size_t {
  other,
  reading,  // and adding up, and merging people
  expanding,
  encoding,  // and gathering into batches
  waiting,   // for the receiver, while as many requests are in flight as allowed
};
inline constexpr std::size_t stages = 5;

// Not thread-safe: it is for one thread. `clock` must outlive it.
class StageClock {
 public:
  explicit StageClock(const Clock& clock) : clock_(clock), since_(clock.now()) {}

  [[nodiscard]] Clock::Time now() const { return clock_.now(); }

  // Adds time to `stage` until the next enter(). Returns the stage before.
  Stage enter(Stage stage) {
    const auto now = clock_.now();
    times_[static_cast<std::size_t>(at_)] += now - since_;
    since_ = now;
    return std::exchange(at_, stage);
  }
  // The time of a stage until the last enter().
  [[nodiscard]] std::chrono::duration<double> seconds(Stage stage) const {
    return times_[static_cast<std::size_t>(stage)];
  }

  // Adds time to a stage while it exists, then to the one before again.
  class Within {
   public:
    Within(StageClock& clock, Stage stage) : clock_(clock), before_(clock.enter(stage)) {}
    ~Within() { clock_.enter(before_); }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

   private:
    StageClock& clock_;
    Stage before_;
  };

 private:
  const Clock& clock_;
  Clock::Time since_;
  Stage at_ = Stage::other;
  std::array<Clock::Time::duration, stages> times_{};
};

}  // namespace sent::job
