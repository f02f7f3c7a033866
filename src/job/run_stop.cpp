// SPDX-License-Identifier: Apache-2.0

#include "job/run_stop.hpp"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "io/thread.hpp"

namespace sent::job {

using Steady = std::chrono::steady_clock;

struct RunStop::State {
  explicit State(const Limits& given) : limits(given) {}

  // The tokens' callbacks run without the lock.
  void request(int signal) {
    {
      const std::lock_guard lock(mutex);
      if (reason) return;
      reason = Reason{signal, limits.time_budget};
    }
    changed.notify_all();
    stop.request_stop();
  }

  // False if the run is over.
  bool await_stop() {
    std::unique_lock lock(mutex);
    const auto is_due = [this] { return reason || is_over; };
    if (limits.time_budget.count() == 0) {
      changed.wait(lock, is_due);
    } else if (!changed.wait_until(lock, began + limits.time_budget, is_due)) {
      lock.unlock();
      request(0);
      return true;
    }
    return !is_over;
  }

  void watch() {
    if (!await_stop()) return;
    std::this_thread::sleep_for(std::max<std::chrono::milliseconds>(limits.grace, last_records));
    end.request_stop();
    std::this_thread::sleep_for(last_steps);
    ::_exit(static_cast<int>(reason->exit_code()));
  }

  const Limits limits;
  const Steady::time_point began = Steady::now();
  std::stop_source stop;
  std::stop_source end;
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<Reason> reason;  // once set, it stays
  bool is_over = false;
};

ExitCode RunStop::Reason::exit_code() const {
  return signal == 0 ? ExitCode::receiver_unavailable : static_cast<ExitCode>(128 + signal);
}

RunStop::RunStop() : state_(std::make_shared<State>(Limits{})) {}

RunStop::RunStop(const Limits& limits)
    : state_(std::make_shared<State>(limits)),
      watcher_(io::start_thread("the end of the run", [state = state_] { state->watch(); })) {}

// A thread that is to end the process goes on alone.
RunStop::~RunStop() {
  if (!watcher_.joinable()) return;
  {
    const std::lock_guard lock(state_->mutex);
    const bool goes_on = state_->reason || state_->limits.time_budget.count() > 0;
    if (goes_on) watcher_.detach();
    state_->is_over = !goes_on;
    state_->changed.notify_all();
  }
  if (watcher_.joinable()) watcher_.join();
}

void RunStop::request(int signal) { state_->request(signal); }
std::stop_token RunStop::stop() const { return state_->stop.get_token(); }
std::stop_token RunStop::end() const { return state_->end.get_token(); }

std::optional<RunStop::Reason> RunStop::reason() const {
  const std::lock_guard lock(state_->mutex);
  return state_->reason;
}

}  // namespace sent::job
