// SPDX-License-Identifier: Apache-2.0

// Gathers events into batches, ships them, and tells in their order what became of them.
//
// An event that must not be sent, because of the tracking plan or as it is above sink.max_event_bytes, is refused here
// and told with the others.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "encode/batch.hpp"
#include "job/event_stream.hpp"
#include "job/stage_clock.hpp"
#include "model/clock.hpp"
#include "model/rejection.hpp"
#include "ship/shipper.hpp"

namespace sent::job {

// One chunk's or one day's, from its first event to its last. Not thread-safe.
class Feed {
 public:
  // `settled` is told what has become of events, every 200 ms or so while something does, and at least so often while
  // the shipper is busy, with nothing in it if nothing has. `check` is asked before each batch and throws to stop.
  Feed(ship::Shipper& shipper, Clock& clock, StageClock& times, const config::Config::Sink& sink,
       std::function<void(const ship::Settled&)> settled, std::function<void()> check);

  // Events come by source, then user, bytewise. Throws what `check`, `settled` and the shipper throw.
  void take(const StreamedEvent& event);
  // Ships what is left; when it returns, everything is settled and told.
  void finish();

  // Tells what was settled since it was told last, as after a failure, when the shipper has been wound down.
  void tell();
  // Waits for requests in flight and tells nothing: somebody else settles these events. Throws as take().
  void abandon();

 private:
  void refuse(const StreamedEvent& event, const std::string& reason);
  void submit();
  void tell_if_due();
  void drain(const std::function<void()>& meanwhile);
  [[nodiscard]] std::vector<Rejection> refused_through(const Position& position);

  ship::Shipper& shipper_;
  Clock& clock_;
  StageClock& times_;
  encode::BatchLimits limits_;
  std::size_t max_event_bytes_;
  std::function<void(const ship::Settled&)> settled_;
  std::function<void()> check_;
  encode::Batch batch_;
  std::vector<Rejection> refused_;  // in order, not yet told
  std::size_t refused_bytes_ = 0;   // of payload, no less than those have
  Clock::Time told_at_;
};

}  // namespace sent::job
