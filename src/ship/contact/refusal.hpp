// SPDX-License-Identifier: Apache-2.0

// Batches that were refused before the receiver accepted anything, and when they show that it refuses everything.
// Values.
//
// The users of one source share whatever may be wrong, so many events of one source say little about the others.

#pragma once

#include <cstddef>

#include "ship/contact/first_contact.hpp"

namespace sent::ship::contact {

// One batch.
struct Refusal {
  std::size_t events = 0;
  bool is_forbidden = false;  // 403, which a wrong key gets too
  Sources sources;            // of which an event was refused alone
};

// All of them.
class Refusals {
 public:
  void add(const Refusal& one);
  // Whether the run need not look for an event that is accepted any longer.
  [[nodiscard]] bool mean_all() const;
  // Whether the events are so few that they may all be at fault. `more`: they are not all that there are.
  [[nodiscard]] bool may_be_at_fault(bool more) const;

 private:
  std::size_t batches_ = 0;
  std::size_t events_ = 0;
  Sources sources_;
  Sources forbidden_;
};

}  // namespace sent::ship::contact
