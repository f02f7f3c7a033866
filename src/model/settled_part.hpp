// SPDX-License-Identifier: Apache-2.0

// Which events of a chunk are settled: delivered, or rejected and kept.

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "model/id_sum.hpp"
#include "model/position_range.hpp"

namespace sent {

// Whether the event of `user` of `source` comes at or before `position`. Without copies of the ids.
[[nodiscard]] inline bool is_through(const Position& position, std::string_view source, std::string_view user) {
  return std::tuple(source, user) <=
         std::tuple(std::string_view(position.source_id), std::string_view(position.user_id));
}

// A value.
struct SettledPart {
  std::optional<Position> after;     // every event through it is settled
  std::vector<PositionRange> ahead;  // and these behind it, in order
  std::uint64_t events = 0;          // how many that were, and the sum of their ids
  IdSum ids;

  [[nodiscard]] bool contains(std::string_view source, std::string_view user) const {
    if (after && is_through(*after, source, user)) return true;
    return std::ranges::any_of(ahead, [&](const PositionRange& range) {
      return is_through(range.through, source, user) && !is_through(range.after, source, user);
    });
  }

  bool operator==(const SettledPart&) const = default;
};

}  // namespace sent
