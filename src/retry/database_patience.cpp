// SPDX-License-Identifier: Apache-2.0

#include "retry/database_patience.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <random>
#include <utility>

#include "retry/backoff.hpp"

namespace sent::retry {

namespace {

constexpr std::chrono::milliseconds max_backoff{30'000};

// What all copies of one patience share.
class Shared {
 public:
  explicit Shared(std::uint64_t seed) : random_(seed) {}
  double jitter() {
    std::lock_guard lock(mutex_);
    return std::uniform_real_distribution<double>(0, 1)(random_);
  }
  std::atomic<bool> is_exhausted = false;

 private:
  std::mutex mutex_;
  std::mt19937_64 random_;
};

}  // namespace

Patience patience_of(const config::Config::Database& database, Clock& clock, log::Log& log, std::uint64_t seed,
                     std::stop_token stop) {
  return [&clock, &log, stop = std::move(stop), shared = std::make_shared<Shared>(seed), most = database.max_attempts,
          backoff = database.backoff](int failed_attempts, const std::string& because) {
    if (failed_attempts >= most) shared->is_exhausted = true;
    if (shared->is_exhausted || stop.stop_requested()) return false;
    const auto wait = backoff_before_retry(failed_attempts, backoff, max_backoff, shared->jitter());
    log.warn("database error; retrying",
             {{"because", because}, {"attempt", failed_attempts}, {"of", most}, {"wait_ms", wait.count()}});
    clock.sleep_until(clock.now() + wait, stop);
    return !stop.stop_requested();
  };
}

}  // namespace sent::retry
