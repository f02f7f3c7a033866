// SPDX-License-Identifier: Apache-2.0

// What checking a stream of events found: a line for each violation, and a summary.

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tracking_plan/event_check.hpp"

namespace sent::tracking_plan {

// Its memory does not grow with the stream: names are kept as they are shown, and those beyond a thousand counted
// together. Not thread-safe.
class EventStreamReport {
 public:
  // Counts, and returns the lines for line number `line` of the stream; empty when all is well.
  [[nodiscard]] std::string take(std::uint64_t line, const CheckedEvent& event);

  [[nodiscard]] bool is_clean() const { return violations_ == 0; }
  // Some lines, each ended by a newline.
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
