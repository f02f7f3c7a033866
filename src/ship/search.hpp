// SPDX-License-Identifier: Apache-2.0

// Finds the events of a batch at which the receiver fails, and tells them from an outage.
//
// The batch used up its attempts. It is sent in parts, each once; a part that fails goes on in halves. Events that fail
// alone get all their attempts. A few events, the witnesses, are sent to see whether the receiver is alive: before the
// parts unless other workers' requests show it, when many requests in a row fail, and at the end. If all fail, this is
// an outage. An event that failed alone gets one more attempt once the receiver has accepted another; if it fails at
// that too, it is at fault. So is the only event of the batch that is not accepted: the batch failed before the others
// were.

#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "ship/batch_delivery.hpp"

namespace sent::ship {

// Why an event that failed alone is rejected. Pure.
[[nodiscard]] std::string because_it_failed(const Posted& last);

// For one search. Not thread-safe. `delivery` and `traffic` must outlive it.
class Search {
 public:
  struct Given {
    EventSpan span;  // of at least two events, which failed together
    Traffic::Moment first_failure = 0;
    int most_attempts = 0;  // at one event alone
    Failure outage;         // what stops the run if the receiver is not alive
  };
  Search(BatchDelivery& delivery, Traffic& traffic, Given given);

  // Returns when every event was reported; false if halted before. Throws what the delivery throws, and the outage.
  bool run();

 private:
  // An event alone; `failed` sums up its attempts.
  struct Alone {
    EventSpan span;
    Posted failed;
  };

  void add_around_witnesses(EventSpan part);
  void sort_witnesses();
  // Each returns false if halted.
  bool try_parts();
  bool try_part(EventSpan part);
  bool retry_alone();
  bool ask_witnesses();
  void judge();
  // Whether there was a sign of life since the last call that said so.
  [[nodiscard]] bool is_alive();
  // How many requests in a row may fail without a sign of life until witnesses are asked.
  [[nodiscard]] std::size_t most_failures() const;

  BatchDelivery& delivery_;
  Traffic& traffic_;
  const Given given_;
  const std::size_t accepted_before_;
  std::deque<EventSpan> untried_;
  std::vector<EventSpan> witnesses_;
  std::vector<Alone> alone_;
  Traffic::Moment since_;     // the last sign of life was before
  bool was_alive_ = false;    // at some time since the batch first failed
  std::size_t failures_ = 0;  // in a row, without a sign of life
};

}  // namespace sent::ship
