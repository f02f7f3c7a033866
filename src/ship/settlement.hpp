// SPDX-License-Identifier: Apache-2.0

// Which batches are settled, in the order in which they were submitted, also in parts and behind open ones. Values.

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <list>
#include <optional>
#include <vector>

#include "model/id_sum.hpp"
#include "model/position.hpp"
#include "model/position_range.hpp"
#include "model/rejection.hpp"

namespace sent::ship {

// What became of events since the last report.
struct Settled {
  // The last position before the first batch that is open; nothing if it is where it was.
  std::optional<Position> through;
  // All that is settled behind the first open batch, in order and as long as possible; also what was settled earlier.
  std::vector<PositionRange> ahead;
  std::uint64_t delivered = 0;
  std::vector<Rejection> rejected;
  IdSum ids;  // of the delivered and rejected events
};

// The report that says what `earlier` and the report after it say together. Pure.
[[nodiscard]] Settled joined(Settled earlier, Settled later);

// What became of one batch or of a part of it: every event was delivered or is in `rejected`.
struct Outcome {
  std::uint64_t delivered = 0;
  std::vector<Rejection> rejected;
  IdSum ids;  // of all of them
};

// The events [first, last) of a batch.
struct BatchPart {
  std::size_t first = 0;
  std::size_t last = 0;
  std::optional<Position> before;   // of the event before it; nothing: it is the first part of the batch
  std::optional<Position> through;  // of its last event; nothing: it is the last part
};

class Settlement {
 public:
  // Takes the next place in the order and returns its number, for settle(). The place covers all positions up to
  // `through`. `refused` are events in it that are not sent: they settle with the part of the batch that covers them.
  [[nodiscard]] std::uint64_t open(Position through, std::vector<Rejection> refused = {});
  // REQUIRES: the part was not settled before.
  void settle(std::uint64_t number, const BatchPart& part, Outcome outcome);

  [[nodiscard]] bool all_settled() const { return stretches_.empty(); }
  // How many places were taken behind the first open one.
  [[nodiscard]] std::uint64_t ahead_of_first_open() const;
  // What was settled since the last call. Returns each event once.
  [[nodiscard]] Settled take();

 private:
  // Positions of one place that follow each other, all open or all settled.
  struct Stretch {
    std::uint64_t number;
    Position through;
    std::size_t first = 0;  // of the events of its batch
    std::size_t last = std::numeric_limits<std::size_t>::max();
    bool is_settled = false;
    std::vector<Rejection> refused = {};  // while it is open
  };
  using Stretches = std::list<Stretch>;

  [[nodiscard]] Stretches::iterator find_open(std::uint64_t number, const BatchPart& part);
  // Cuts a stretch in two before event number `index`, behind `at`, and returns the first.
  Stretches::iterator cut(Stretches::iterator stretch, std::size_t index, const Position& at);
  void absorb(Stretch& stretch, Outcome outcome);
  void forget_settled_front();

  Stretches stretches_;  // from the first open one on
  std::uint64_t next_ = 0;
  Settled news_;  // without `ahead`
};

}  // namespace sent::ship
