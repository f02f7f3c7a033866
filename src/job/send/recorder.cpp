// SPDX-License-Identifier: Apache-2.0

#include "job/send/recorder.hpp"

#include <utility>

#include "io/thread.hpp"

namespace sent::job::send {

namespace {

std::size_t bytes_of(const ship::Settled& settled) {
  std::size_t bytes = 0;
  for (const Rejection& one : settled.rejected)
    bytes += sizeof one + one.source_id.size() + one.user_id.size() + one.payload.size() + one.reason.size();
  return bytes;
}

}  // namespace

Recorder::Recorder(Settler settler, std::function<Clock::Time()> now)
    : settler_(std::move(settler)),
      now_(std::move(now)),
      recorded_at_(now_()),
      thread_(io::start_thread("recording progress", [this](const std::stop_token& stop) { work(stop); })) {}

Recorder::~Recorder() {
  // jthread would stop and join by itself; the settler's owner must see that it is not called any more.
  thread_.request_stop();
  thread_.join();
}

void Recorder::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (record_next(lock, stop)) {
  }
}

bool Recorder::record_next(std::unique_lock<std::mutex>& lock, const std::stop_token& stop) {
  if (!changed_.wait(lock, stop, [this] { return is_asked_; }) || stop.stop_requested()) return false;
  const ship::Settled settled = std::exchange(waiting_, {});
  waiting_bytes_ = 0;
  is_asked_ = false;
  is_recording_ = true;
  changed_.notify_all();
  lock.unlock();
  const Clock::Time began = now_();
  std::exception_ptr failure;
  try {
    settler_(settled);
  } catch (...) {
    failure = std::current_exception();
  }
  lock.lock();
  is_recording_ = false;
  if (!failure) recorded_at_ = began;
  failure_ = failure;
  changed_.notify_all();
  return !failure_;
}

void Recorder::throw_if_failed() const {
  if (failure_) std::rethrow_exception(failure_);
}

void Recorder::add(ship::Settled settled) {
  const std::lock_guard lock(mutex_);
  throw_if_failed();
  waiting_bytes_ += bytes_of(settled);
  waiting_ = ship::joined(std::move(waiting_), std::move(settled));
}

void Recorder::record() {
  const std::lock_guard lock(mutex_);
  throw_if_failed();
  is_asked_ = true;
  changed_.notify_all();
}

std::size_t Recorder::waiting_bytes() const {
  const std::lock_guard lock(mutex_);
  throw_if_failed();
  return waiting_bytes_;
}

Clock::Time Recorder::recorded_at() const {
  const std::lock_guard lock(mutex_);
  throw_if_failed();
  return recorded_at_;
}

bool Recorder::wait_until_idle(std::chrono::milliseconds most) const {
  std::unique_lock lock(mutex_);
  const bool idle = changed_.wait_for(lock, most, [this] { return failure_ || (!is_asked_ && !is_recording_); });
  throw_if_failed();
  return idle;
}

void Recorder::discard() {
  std::unique_lock lock(mutex_);
  waiting_ = {};
  waiting_bytes_ = 0;
  is_asked_ = false;
  changed_.wait(lock, [this] { return !is_recording_; });
}

}  // namespace sent::job::send
