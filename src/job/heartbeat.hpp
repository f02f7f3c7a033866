// SPDX-License-Identifier: Apache-2.0

// Keeps the leases of the chunks in work alive, so that neither a long read nor a slow receiver lets one expire, as
// long as the worker shows signs of life: another one takes over from a worker that hangs.
//
// It only renews leases, and records that this worker is alive. Recording progress shows whether a claim still stands.

#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "config/config.hpp"
#include "job/background_failure.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "model/pulse.hpp"

namespace sent::job {

// The longest time that a working worker may be without a sign of life: a request, or connecting to a server; at least
// a lease.
[[nodiscard]] std::chrono::milliseconds longest_silence(const config::Config& config);

// Thread-safe. Everything passed to its constructor must outlive it.
//
// Its thread is started by the constructor and ended by the destructor. It shares the watched claims and when the
// worker was last alive, under mutex_, which is not held while it sleeps or asks the ledger. A Failure of the ledger is
// ignored, because the next beat tries again and a lasting one stops the run where it records progress; any other
// exception ends the thread and is noted in `beside`.
class Heartbeat {
 public:
  struct Rules {
    std::chrono::milliseconds lease;
    std::chrono::milliseconds longest_silence;
    const Pulse& pulse;
    log::Log& log;
  };
  // Renews three times in each lease, unless the pulse was silent for longer than `longest_silence`; that is logged
  // once. Beginning to watch is a sign of life too.
  Heartbeat(ledger::Ledger& ledger, Clock& clock, const Rules& rules, BackgroundFailure& beside);

  // A sign of life, as a beat of the pulse is.
  void note_progress();

  // Keeps `claims` alive while it exists. One at a time.
  class Watch {
   public:
    Watch(Heartbeat& heartbeat, std::span<const ledger::Claim> claims);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

   private:
    Heartbeat& heartbeat_;
  };

 private:
  void beat(const std::stop_token& stop);
  void watch(std::span<const ledger::Claim> claims);
  [[nodiscard]] std::vector<ledger::Claim> watched() const;
  [[nodiscard]] bool is_alive();
  [[nodiscard]] std::chrono::nanoseconds silence();

  ledger::Ledger& ledger_;
  Clock& clock_;
  const Rules rules_;
  BackgroundFailure& beside_;
  mutable std::mutex mutex_;
  std::vector<ledger::Claim> claims_;
  Clock::Time alive_at_;     // when the last sign of life was noticed
  std::uint64_t beats_ = 0;  // at that time
  bool is_silent_ = false;   // of its thread
  std::jthread thread_;      // last: it uses all the others
};

}  // namespace sent::job
