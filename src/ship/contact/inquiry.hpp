// SPDX-License-Identifier: Apache-2.0

// Finds out whether a receiver that has accepted nothing yet, and has refused a batch, accepts any event of it.
//
// Halves show it soonest if few events are at fault. If they lead to two events that are refused alone, events of other
// sources are tried alone, from the end, because they are the likeliest to be accepted.

#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "encode/batch.hpp"
#include "ship/contact/event_span.hpp"
#include "ship/contact/first_contact.hpp"

namespace sent::ship::contact {

enum class Tried {
  accepted,
  refused,
  unclear,  // no answer that says either
  halted,
};

// For one batch. Not thread-safe. Everything passed to its constructor must outlive it.
class Inquiry {
 public:
  // Sends these events once.
  using Try = std::function<Tried(EventSpan)>;
  struct Manner {
    bool halves = true;            // first, unless a source is known whose event was refused alone
    std::size_t most_sources = 0;  // to be tried alone, with those that were refused; three events at least
  };

  // `span` was refused as a whole; `refused` gets the sources of which an event is refused alone.
  Inquiry(const encode::Batch& batch, EventSpan span, Sources& refused, Try attempt);

  // Ends with the first answer that is not `refused`, or with that.
  [[nodiscard]] Tried run(const Manner& manner);

  // What was neither accepted nor refused alone, in order.
  [[nodiscard]] std::vector<EventSpan> rest() const;
  // Those of which an event of this batch was refused alone.
  [[nodiscard]] const Sources& sources() const { return sources_; }

 private:
  [[nodiscard]] Tried halve();
  [[nodiscard]] Tried probe(std::size_t most_sources);
  [[nodiscard]] std::vector<std::size_t> probes(std::size_t most_sources) const;
  void split(EventSpan span);
  void take_out(std::size_t event);
  void note_alone(std::size_t event);

  const encode::Batch& batch_;
  const EventSpan span_;
  Sources& refused_;
  const Try try_;
  std::vector<EventSpan> untried_;  // the next one last
  Sources sources_;
  std::size_t alone_ = 0;  // events refused alone
};

}  // namespace sent::ship::contact
