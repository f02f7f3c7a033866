// SPDX-License-Identifier: Apache-2.0

#include "ship/settlement.hpp"

#include <iterator>
#include <utility>

namespace sent::ship {

std::uint64_t Settlement::open(Position last_position) {
  entries_.push_back({std::move(last_position), false, {}});
  ++unsettled_;
  return first_ + entries_.size() - 1;
}

void Settlement::settle(std::uint64_t number, Outcome outcome) {
  Entry& entry = entries_.at(number - first_);
  entry.settled = true;
  entry.outcome = std::move(outcome);
  --unsettled_;
}

Settled Settlement::take() {
  Settled settled;
  while (!entries_.empty() && entries_.front().settled) {
    Entry& entry = entries_.front();
    settled.through = std::move(entry.last_position);
    settled.delivered += entry.outcome.delivered;
    settled.ids += entry.outcome.ids;
    auto& rejected = entry.outcome.rejected;
    settled.rejected.insert(settled.rejected.end(), std::make_move_iterator(rejected.begin()),
                            std::make_move_iterator(rejected.end()));
    entries_.pop_front();
    ++first_;
  }
  return settled;
}

}  // namespace sent::ship
