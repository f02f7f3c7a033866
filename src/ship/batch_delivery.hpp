// SPDX-License-Identifier: Apache-2.0

// Delivers one batch: whole, or in ever smaller parts until the events at fault are alone.
//
// A batch that the receiver refuses is halved. Before the receiver has accepted anything, an inquiry
// (contact/inquiry.hpp) looks for an event that it accepts; without one, the batch is set aside whole. One that only
// fails (5xx, no answer) is searched (search.hpp) for the events at fault.

#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "encode/batch.hpp"
#include "model/position.hpp"
#include "model/rejection.hpp"
#include "ship/contact/event_span.hpp"
#include "ship/contact/refusal.hpp"
#include "ship/courier.hpp"
#include "ship/settlement.hpp"
#include "ship/shipper.hpp"
#include "ship/traffic.hpp"

namespace sent::ship {

using contact::EventSpan;

// The same events, with the positions between which they are. Pure. REQUIRES: at least one event.
[[nodiscard]] BatchPart part_of(const encode::Batch& batch, EventSpan span);
// The same part as one of the batch that `whole` is a part of; absent: as it is. Pure.
[[nodiscard]] BatchPart within(const std::optional<BatchPart>& whole, BatchPart part);

// The last position that is settled with the batch and with the events that are not sent and belong to it. Pure.
// REQUIRES: not both empty.
[[nodiscard]] Position last_position(const encode::Batch& batch, const std::vector<Rejection>& refused);

// An event that failed alone as often as sink.max_attempts allows, or events that were refused, while no request was
// accepted. A value.
struct Suspect {
  EventSpan span;
  Outcome if_at_fault;                // that the event was rejected; not of refused ones
  Traffic::Moment first_failure = 0;  // it is sent once more when a request that went out later was accepted
  Failure if_not;                     // what stops the run if that never happens
  std::optional<contact::Refusal> refusal = std::nullopt;  // absent: it failed
};

// Where a delivery reports parts of its batch as soon as their outcome is known. Each event is in one of them.
struct BatchReport {
  std::function<void(EventSpan, Outcome)> settle;
  std::function<void(Suspect)> set_aside;
  bool is_retry = false;  // the batch was set aside before, so its refusal is about its events
};

// For one batch. Not thread-safe. Everything passed to its constructor must outlive it.
class BatchDelivery {
 public:
  BatchDelivery(const encode::Batch& batch, Courier& courier, Traffic& traffic, const ShipperRules& rules,
                const BatchReport& report);

  // Returns when every event was reported, or if halted before that. Throws Failure(receiver_refuses) or
  // Failure(receiver_unavailable). What was not reported is then open; the next run sends it again, with the same ids.
  void deliver();

  // For the search. What posting `span` once, or once more after `earlier`, came to; what the receiver accepted or
  // refused is reported.
  [[nodiscard]] Posted try_once(EventSpan span, const Posted& earlier = {});
  // Reports that the event failed alone, `posted` summing up its attempts: as rejected if it is at fault, otherwise as
  // a suspect. Throws if the receiver only ever asked for a lower rate, because no event is at fault for that.
  void give_up(EventSpan span, const Posted& posted);
  [[nodiscard]] std::size_t events_accepted() const { return accepted_; }

 private:
  // Each returns false if halted.
  bool send(EventSpan span);
  bool take_apart(EventSpan span, const Posted& refused);
  bool halve(EventSpan span, const Posted& posted);
  bool inquire(EventSpan span, const Posted& refused, contact::FirstContact::Turn turn);

  // Posts it and reports what was accepted.
  [[nodiscard]] Posted post(EventSpan span);
  // Whether the receiver may refuse everything.
  [[nodiscard]] bool may_mean_all(const Posted& refused) const;
  void set_aside(EventSpan span, const Posted& refused, const contact::Sources& sources) const;

  [[nodiscard]] encode::Batch slice(EventSpan span) const { return batch_.slice(span.first, span.last); }
  void accept(EventSpan span, const Posted& posted);
  void settle(EventSpan span, Outcome outcome);
  [[nodiscard]] Outcome rejected(EventSpan span, const Posted& posted, const std::string& reason) const;
  void release_rejections();
  // Throws when the rejection of a whole batch shows that the receiver refuses everything.
  void stop_if_all_refused() const;

  const encode::Batch& batch_;
  Courier& courier_;
  Traffic& traffic_;
  const bool rejections_may_mean_all_;
  const BatchReport& report_;
  std::size_t accepted_ = 0;
  std::vector<std::pair<EventSpan, Outcome>> kept_back_;  // rejections, until the receiver has accepted something
};

}  // namespace sent::ship
