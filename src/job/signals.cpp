// SPDX-License-Identifier: Apache-2.0

#include "job/signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include <initializer_list>

#include "io/thread.hpp"

namespace sent::job {

namespace {

constexpr int wake_up = SIGUSR1;  // ends the waiter

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

void end_process(int signal) { ::_exit(128 + signal); }

}  // namespace

// A handler instead of the default action, which the kernel does not perform for process 1 of a container.
void end_at_once_on_signals() {
  struct sigaction action {};
  action.sa_handler = end_process;
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
  const sigset_t set = set_of({SIGINT, SIGTERM});
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &action, nullptr);
}

Signals::Blocked::Blocked() {
  const sigset_t set = set_of({SIGINT, SIGTERM, wake_up});
  ::pthread_sigmask(SIG_BLOCK, &set, &before_);
}

// A signal that nobody has waited for is delivered here, and ends the process.
Signals::Blocked::~Blocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

void Signals::begin_recording() {
  blocked_.emplace();
  waiter_ = io::start_thread("signals", [this](const std::stop_token& done) { wait(done); });
}

Signals::~Signals() {
  if (!waiter_.joinable()) return;
  waiter_.request_stop();
  ::pthread_kill(waiter_.native_handle(), wake_up);
  waiter_.join();
}

void Signals::wait(const std::stop_token& done) {
  const sigset_t set = set_of({SIGINT, SIGTERM, wake_up});
  for (int signal = 0; ::sigwait(&set, &signal) == 0;) {
    const bool is_over = done.stop_requested();
    if (signal == wake_up) {
      if (is_over) return;
      continue;
    }
    if (is_over || received_.exchange(signal) != 0) end_process(signal);
    run_.request(signal);
  }
}

}  // namespace sent::job
