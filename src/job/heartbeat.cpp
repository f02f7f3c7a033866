// SPDX-License-Identifier: Apache-2.0

#include "job/heartbeat.hpp"

#include <algorithm>
#include <utility>

#include "io/thread.hpp"
#include "model/failure.hpp"

namespace sent::job {

std::chrono::milliseconds longest_silence(const config::Config& config) {
  return std::max(
      {config.job.lease, config.sink.connect_timeout + config.sink.request_timeout, config.database.connect_timeout});
}

Heartbeat::Heartbeat(ledger::Ledger& ledger, Clock& clock, const Rules& rules, BackgroundFailure& beside)
    : ledger_(ledger),
      clock_(clock),
      rules_(rules),
      beside_(beside),
      alive_at_(clock.now()),
      thread_(io::start_thread("leases", [this](const std::stop_token& stop) {
        try {
          beat(stop);
        } catch (...) {
          beside_.note(std::current_exception());
        }
      })) {}

void Heartbeat::beat(const std::stop_token& stop) {
  while (true) {
    clock_.sleep_until(clock_.now() + rules_.lease / 3, stop);
    if (stop.stop_requested()) return;
    const auto claims = watched();
    if (!is_alive()) continue;
    try {
      ledger_.renew(claims);
    } catch (const Failure&) {
      // The next beat tries again.
    }
  }
}

std::chrono::nanoseconds Heartbeat::silence() {
  const std::uint64_t beats = rules_.pulse.count();
  std::lock_guard lock(mutex_);
  if (std::exchange(beats_, beats) != beats || claims_.empty()) alive_at_ = clock_.now();
  return clock_.now() - alive_at_;
}

bool Heartbeat::is_alive() {
  const auto silent = silence();
  const bool was_silent = std::exchange(is_silent_, silent > rules_.longest_silence);
  if (is_silent_ && !was_silent) {
    rules_.log.warn("this worker makes no progress; its leases are not renewed, so that another may take over",
                    {{"silent_s", std::chrono::duration_cast<std::chrono::seconds>(silent).count()}});
  }
  return !is_silent_;
}

void Heartbeat::note_progress() {
  std::lock_guard lock(mutex_);
  alive_at_ = clock_.now();
}

void Heartbeat::watch(std::span<const ledger::Claim> claims) {
  std::lock_guard lock(mutex_);
  claims_.assign(claims.begin(), claims.end());
  alive_at_ = clock_.now();
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
