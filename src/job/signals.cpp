// SPDX-License-Identifier: Apache-2.0

#include "job/signals.hpp"

#include <pthread.h>

#include <csignal>
#include <cstdlib>

#include "io/thread.hpp"

namespace sent::job {

namespace {

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGUSR1);  // ends the waiter itself
  return set;
}

}  // namespace

Signals::Signals() {
  const sigset_t set = watched();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  waiter_ = io::start_thread("signals", [this, set](const std::stop_token& done) {
    int signal = 0;
    while (sigwait(&set, &signal) == 0 && !done.stop_requested()) {
      if (signal == SIGUSR1) continue;
      if (received_.exchange(signal) != 0 || at_once_) std::_Exit(128 + signal);
      source_.request_stop();
    }
  });
}

Signals::~Signals() {
  waiter_.request_stop();
  pthread_kill(waiter_.native_handle(), SIGUSR1);
}

}  // namespace sent::job
