// SPDX-License-Identifier: Apache-2.0

#include "job/heartbeat.hpp"

#include "io/thread.hpp"
#include "model/failure.hpp"

namespace sent::job {

Heartbeat::Heartbeat(ledger::Ledger& ledger, Clock& clock, std::chrono::milliseconds lease, BackgroundFailure& beside)
    : ledger_(ledger),
      clock_(clock),
      interval_(lease / 3),
      beside_(beside),
      thread_(io::start_thread("leases", [this](const std::stop_token& stop) {
        try {
          beat(stop);
        } catch (...) {
          beside_.note(std::current_exception());
        }
      })) {}

void Heartbeat::beat(const std::stop_token& stop) {
  while (true) {
    clock_.sleep_until(clock_.now() + interval_, stop);
    if (stop.stop_requested()) return;
    const auto claims = watched();
    if (claims.empty()) continue;
    try {
      ledger_.renew(claims);
    } catch (const Failure&) {
      // The next beat tries again.
    }
  }
}

void Heartbeat::watch(std::span<const ledger::Claim> claims) {
  std::lock_guard lock(mutex_);
  claims_.assign(claims.begin(), claims.end());
}

std::vector<ledger::Claim> Heartbeat::watched() const {
  std::lock_guard lock(mutex_);
  return claims_;
}

Heartbeat::Watch::Watch(Heartbeat& heartbeat, std::span<const ledger::Claim> claims) : heartbeat_(heartbeat) {
  heartbeat_.watch(claims);
}

Heartbeat::Watch::~Watch() { heartbeat_.watch({}); }

}  // namespace sent::job
