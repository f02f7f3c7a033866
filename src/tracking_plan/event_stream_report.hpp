// SPDX-License-Identifier: Apache-2.0

// Reports the checks of a stream of events: a line for each violation, and a summary.

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tracking_plan/event_check.hpp"

namespace sent::tracking_plan {

// Not thread-safe. Its memory does not grow with the stream: it keeps shortened names, and counts all names beyond a
// thousand together.
class EventStreamReport {
 public:
  // Counts the event and returns a line for each of its violations. `line` is its line number in the stream.
  [[nodiscard]] std::string take(std::uint64_t line, const CheckedEvent& event);

  [[nodiscard]] bool is_clean() const { return violations_ == 0; }
  // Several lines, each ending with a newline.
  [[nodiscard]] std::string summary() const;

 private:
  struct Counts {
    std::uint64_t events = 0;
    std::uint64_t wrong = 0;
  };
  void count(std::map<std::string, Counts>& counts, const CheckedEvent& event);

  std::uint64_t lines_ = 0;
  std::uint64_t violations_ = 0;
  std::map<EventKind, std::map<std::string, Counts>> counts_;
  std::map<std::string, std::string> renamed_;  // legacy name → the plan's name, both as shown
};

}  // namespace sent::tracking_plan
