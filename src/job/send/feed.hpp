// SPDX-License-Identifier: Apache-2.0

// Gathers events into batches, ships them, and has it recorded what became of them.
//
// An event that must not be sent, because it violates the tracking plan or exceeds sink.max_event_bytes, is refused
// here and reported in its place.

#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "encode/batch.hpp"
#include "job/deadline.hpp"
#include "job/event_stream.hpp"
#include "job/send/recorder.hpp"
#include "job/stage_clock.hpp"
#include "model/rejection.hpp"
#include "ship/shipper.hpp"

namespace sent::job::send {

// For one chunk or one day, from its first event to its last. Not thread-safe. Everything passed to its constructor
// must outlive it.
class Feed {
 public:
  // `settled` is called by another thread (recorder.hpp), about every 200 ms while events settle, and just as often
  // while the shipper is busy, possibly with no events. It is not called any more once finish(), report() or abandon()
  // has returned. The deadline is checked before each batch.
  Feed(ship::Shipper& shipper, const config::Config& config, const Deadline& deadline, StageClock& times,
       Settler settled);

  // Events come by source, then user, bytewise. Throws what the deadline, `settled` and the shipper throw. Waits for
  // `settled` only if that has not succeeded for as long as job.lease, or if many rejected events wait for it.
  void take(const StreamedEvent& event);
  // Ships what is left; when it returns, everything is settled and recorded.
  void finish();

  // For use after a failure, when the shipper has been wound down: has it recorded what was settled since the last
  // time. Throws what `settled` throws or has thrown.
  void report();
  // Waits for requests in flight and reports nothing: another worker settles these events. Throws as take().
  void abandon();

 private:
  void refuse(const StreamedEvent& event, const std::string& reason);
  void submit();
  void submit_full();
  void share_with_last();
  [[nodiscard]] std::vector<Rejection> refused_behind(const Position& position);
  void await_claim();
  // To the recorder, which records it if that is due.
  void hand_over();
  void await_recorder();

  ship::Shipper& shipper_;
  StageClock& times_;
  encode::BatchLimits limits_;
  std::size_t max_event_bytes_;
  std::chrono::milliseconds lease_;
  Deadline deadline_;
  encode::Batch batch_;
  encode::Batch next_;              // at most one event, behind a full batch
  std::vector<Rejection> refused_;  // since the last batch, in order
  std::size_t refused_bytes_ = 0;   // at least the size of their payloads
  Clock::Time reported_at_;
  Recorder recorder_;
};

}  // namespace sent::job::send
