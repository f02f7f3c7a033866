// SPDX-License-Identifier: Apache-2.0

// Keeps the ten ids with the most events, of any number that are added one after the other.

#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/day_plan.hpp"

namespace sent::survey {

// A value; not thread-safe. Of ids with equally many events, the bytewise first are kept.
class Largest {
 public:
  static constexpr std::size_t most = 10;

  // If an id is added again, its largest number counts.
  void add(std::string_view id, std::optional<std::string_view> slug, std::uint64_t events) {
    if (kept_.size() == most && !is_before(events, id, kept_.back())) return;
    const auto known = std::ranges::find(kept_, id, &LargeFanOut::id);
    if (known != kept_.end() && known->events >= events) return;
    if (known != kept_.end()) kept_.erase(known);
    const auto place = std::ranges::find_if(kept_, [&](const LargeFanOut& one) { return is_before(events, id, one); });
    kept_.insert(place, {std::string(id), slug ? std::optional(std::string(*slug)) : std::nullopt, events});
    if (kept_.size() > most) kept_.pop_back();
  }

  [[nodiscard]] const std::vector<LargeFanOut>& by_events() const { return kept_; }

 private:
  static bool is_before(std::uint64_t events, std::string_view id, const LargeFanOut& other) {
    return events != other.events ? events > other.events : id < other.id;
  }

  std::vector<LargeFanOut> kept_;
};

}  // namespace sent::survey
