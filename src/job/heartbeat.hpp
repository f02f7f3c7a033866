// SPDX-License-Identifier: Apache-2.0

// Keeps the leases of the chunks in work alive, so that neither a long read nor a slow receiver lets one expire.
//
// It only renews leases. Recording progress shows whether a claim still stands.

#pragma once

#include <chrono>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "job/background_failure.hpp"
#include "ledger/ledger.hpp"
#include "model/clock.hpp"

namespace sent::job {

// Thread-safe. Everything passed to its constructor must outlive it.
//
// Its thread is started by the constructor and ended by the destructor. It shares the watched claims, under mutex_,
// which is not held while it sleeps or asks the ledger. A Failure of the ledger is ignored, because the next beat tries
// again and a lasting one stops the run where it records progress; any other exception ends the thread and is noted in
// `beside`.
class Heartbeat {
 public:
  // Renews three times in each `lease`.
  Heartbeat(ledger::Ledger& ledger, Clock& clock, std::chrono::milliseconds lease, BackgroundFailure& beside);

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

  ledger::Ledger& ledger_;
  Clock& clock_;
  const std::chrono::milliseconds interval_;
  BackgroundFailure& beside_;
  mutable std::mutex mutex_;
  std::vector<ledger::Claim> claims_;
  std::jthread thread_;  // last: it uses all the others
};

}  // namespace sent::job
