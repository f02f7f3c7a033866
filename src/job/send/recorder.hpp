// SPDX-License-Identifier: Apache-2.0

// Records what is settled, in a thread beside the one that sends, so that a slow ledger does not slow the sending.

#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "model/clock.hpp"
#include "ship/settlement.hpp"

namespace sent::job::send {

// Records what became of events, or, if nothing did, that the worker is still at work.
using Settler = std::function<void(const ship::Settled&)>;

// Not thread-safe: it is for one thread, the one that sends. Everything passed to its constructor must outlive it.
//
// Its thread calls the settler, one call at a time. The constructor starts the thread; the destructor waits for the
// call that is running, starts no other and joins the thread. Both threads share, under mutex_, what is to be recorded.
// What comes while a call is running is joined into the next one. An exception of the settler ends the thread; from
// then on nothing is recorded, because the state of the ledger is in doubt, and every function but discard() throws it.
class Recorder {
 public:
  // Throws Failure(unexpected) if no thread can be started.
  Recorder(Settler settler, std::function<Clock::Time()> now);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // Adds to what the next call records. Does not wait for the settler.
  void add(ship::Settled settled);
  // Has the settler called, now or when the call that is running has ended, even if nothing was added. Does not wait.
  void record();

  // How much waits to be recorded: the bytes of rejected events.
  [[nodiscard]] std::size_t waiting_bytes() const;
  // When the latest call that succeeded began; at first, when the recorder was made.
  [[nodiscard]] Clock::Time recorded_at() const;
  // Waits until no call is asked for and none is running, for `most` of the machine's time; returns whether it is so.
  [[nodiscard]] bool wait_until_idle(std::chrono::milliseconds most) const;

  // Records nothing that is not being recorded, and waits for a call that is running. Does not throw.
  void discard();

 private:
  void work(const std::stop_token& stop);
  // False at the end of the thread.
  bool record_next(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);
  void throw_if_failed() const;

  const Settler settler_;
  const std::function<Clock::Time()> now_;

  mutable std::mutex mutex_;
  mutable std::condition_variable_any changed_;
  ship::Settled waiting_;
  std::size_t waiting_bytes_ = 0;
  bool is_asked_ = false;
  bool is_recording_ = false;
  Clock::Time recorded_at_;
  std::exception_ptr failure_;

  std::jthread thread_;  // last: it uses all the others
};

}  // namespace sent::job::send
