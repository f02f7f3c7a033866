// SPDX-License-Identifier: Apache-2.0

#include "postgres/interruption.hpp"

#include <utility>

#include "io/thread.hpp"
#include "model/failure.hpp"

namespace sent::postgres {

Interruption::Interruption(const std::stop_token& stop, std::chrono::milliseconds grace, std::function<void()> end)
    : grace_(grace), end_(std::move(end)) {
  if (!stop.stop_possible()) return;
  on_stop_ = std::make_unique<std::stop_callback<std::function<void()>>>(stop, [this] { begin_grace(); });
}

Interruption::~Interruption() {
  on_stop_.reset();  // waits for a callback that is running in another thread
  const std::lock_guard lock(mutex_);
  over_ = true;
  changed_.notify_all();
}

void Interruption::begin_grace() {
  if (grace_.count() == 0) return end_();
  try {
    waiter_ = io::start_thread("ending a wait for the database", [this] { wait_out_grace(); });
  } catch (const Failure&) {
    end_();  // no thread could be started: the wait ends early
  }
}

void Interruption::wait_out_grace() {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, grace_, [this] { return over_; })) end_();
}

}  // namespace sent::postgres
