// SPDX-License-Identifier: Apache-2.0

// Keeps the leases of the chunks in work alive from a thread of its own, so that neither a long read nor a slow
// receiver lets one run out.
//
// It only renews. Whether a claim still stands is learned by whoever records progress under it.

#pragma once

#include <chrono>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "ledger/ledger.hpp"
#include "model/clock.hpp"

namespace sent::job {

// Thread-safe. `ledger` and `clock` must outlive it.
class Heartbeat {
 public:
  // Renews three times in each `lease`.
  Heartbeat(ledger::Ledger& ledger, Clock& clock, std::chrono::milliseconds lease);

  // Until its end `claims` are kept alive. One at a time.
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
  mutable std::mutex mutex_;
  std::vector<ledger::Claim> claims_;
  std::jthread thread_;  // last: it uses all the others
};

}  // namespace sent::job
