// SPDX-License-Identifier: Apache-2.0

// Gathers events into batches, ships them, and reports in order what became of them.
//
// An event that must not be sent, because it violates the tracking plan or exceeds sink.max_event_bytes, is refused
// here and reported in its place.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "encode/batch.hpp"
#include "job/deadline.hpp"
#include "job/event_stream.hpp"
#include "job/stage_clock.hpp"
#include "model/rejection.hpp"
#include "ship/shipper.hpp"

namespace sent::job {

// Receives the outcome of events.
using Settler = std::function<void(const ship::Settled&)>;

// For one chunk or one day, from its first event to its last. Not thread-safe.
class Feed {
 public:
  // `settled` is called about every 200 ms while events settle, and just as often while the shipper is busy, possibly
  // with no events. The deadline is checked before each batch.
  Feed(ship::Shipper& shipper, const config::Config::Sink& sink, const Deadline& deadline, StageClock& times,
       Settler settled);

  // Events come by source, then user, bytewise. Throws what the deadline, `settled` and the shipper throw.
  void take(const StreamedEvent& event);
  // Ships what is left; when it returns, everything is settled and reported.
  void finish();

  // For use after a failure, when the shipper has been wound down: reports what was settled since the last report.
  void report();
  // Waits for requests in flight and reports nothing: another worker settles these events. Throws as take().
  void abandon();

 private:
  void refuse(const StreamedEvent& event, const std::string& reason);
  void submit();
  void report_if_due();
  void drain(const std::function<void()>& meanwhile);
  [[nodiscard]] std::vector<Rejection> refused_through(const Position& position);

  ship::Shipper& shipper_;
  StageClock& times_;
  encode::BatchLimits limits_;
  std::size_t max_event_bytes_;
  Settler settled_;
  Deadline deadline_;
  encode::Batch batch_;
  std::vector<Rejection> refused_;  // in order, not yet reported
  std::size_t refused_bytes_ = 0;   // at least the size of their payloads
  Clock::Time reported_at_;
};

}  // namespace sent::job
