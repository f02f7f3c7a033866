// SPDX-License-Identifier: Apache-2.0

// Guesses which counter a row belongs to, from the row before it.
//
// A relation that is filled day after day tends to store the rows of each day in the same order. So the counter that
// followed the last time is compared with the row that follows now, before anything is looked up: two short comparisons
// in memory that is read in order, instead of two look-ups at random places. Sources without rows on a day are skipped.
// A wrong guess costs only the comparisons.

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "expand/memory_budget.hpp"
#include "expand/text_arena.hpp"

namespace sent::expand {

enum class CellNo : std::uint32_t {};  // of a counter in its CounterWindow

// Not thread-safe.
class RowOrder {
 public:
  // The counter of this source for which `is_name(counter)` holds, if it is the counter that followed last time, or one
  // that comes soon after it.
  template <typename IsName>
  [[nodiscard]] std::optional<CellNo> guess(std::string_view source_id, IsName&& is_name) {
    std::uint32_t candidate = next_;
    for (std::uint32_t step = 0; candidate != none && step < reach_; ++step) {
      const Entry& entry = entries_[candidate];
      if (entry.source_id() == source_id && is_name(CellNo{candidate})) {
        last_ = candidate;
        next_ = entry.next;
        reach_ = std::min(reach_ + 1, longest_reach);
        return CellNo{candidate};
      }
      candidate = entry.next;
    }
    reach_ = std::max(reach_ / 2, 1U);
    return std::nullopt;
  }

  // A row's counter that guess() did not know.
  void learn(CellNo cell, std::string_view source_id) {
    const auto number = static_cast<std::uint32_t>(cell);
    if (number >= entries_.size()) entries_.resize(number + 1);
    if (source_id != last_learnt_) last_learnt_ = texts_.keep(source_id);
    Entry& entry = entries_[number];
    entry.id = last_learnt_.data();
    entry.length = static_cast<std::uint32_t>(last_learnt_.size());
    if (last_ != none) entries_[last_].next = number;
    last_ = number;
    next_ = entry.next;
  }

  [[nodiscard]] std::size_t bytes() const { return bytes_of_vector(entries_) + texts_.bytes(); }

 private:
  static constexpr std::uint32_t none = 0xffff'ffff;
  static constexpr std::uint32_t longest_reach = 16;
  struct Entry {
    [[nodiscard]] std::string_view source_id() const { return {id, length}; }
    const char* id = nullptr;
    std::uint32_t length = 0;
    std::uint32_t next = none;
  };

  std::vector<Entry> entries_;  // by cell
  TextArena texts_;             // copies of ids, in the order in which they are read
  std::string_view last_learnt_;
  std::uint32_t last_ = none;
  std::uint32_t next_ = none;
  std::uint32_t reach_ = longest_reach;  // how far to look: far while guesses are right, one step while they are wrong
};

}  // namespace sent::expand
