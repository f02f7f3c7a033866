// SPDX-License-Identifier: Apache-2.0

// Which batches are settled, in the order in which they were submitted. A value.

#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "model/rejection.hpp"
#include "ship/shipper.hpp"

namespace sent::ship {

// What became of one batch: every event was delivered or is in `rejected`.
struct Outcome {
  std::uint64_t delivered = 0;
  std::vector<Rejection> rejected;
  IdSum ids = {};  // of all its events
};

class Settlement {
 public:
  // Takes the next place in the order and returns its number, for settle().
  [[nodiscard]] std::uint64_t open(Position last_position);
  void settle(std::uint64_t number, Outcome outcome);

  [[nodiscard]] bool all_settled() const { return unsettled_ == 0; }
  // The settled batches before the first unsettled one. Returns each batch once.
  [[nodiscard]] Settled take();

 private:
  struct Entry {
    Position last_position;
    bool settled = false;
    Outcome outcome;
  };
  std::deque<Entry> entries_;
  std::uint64_t first_ = 0;  // the number of entries_.front()
  std::uint64_t unsettled_ = 0;
};

}  // namespace sent::ship
