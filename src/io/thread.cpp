// SPDX-License-Identifier: Apache-2.0

#include "io/thread.hpp"

#include <fmt/format.h>

#include "model/failure.hpp"

namespace sent::io {

SignalsBlocked::SignalsBlocked() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &set, &before_);
}

SignalsBlocked::~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

void report_missing_thread(std::string_view purpose, const std::error_code& error) {
  throw Failure(ExitCode::unexpected, fmt::format("starting a thread for {}: {}", purpose, error.message()),
                "allow more threads (TasksMax of the unit, the container's limit of processes, ulimit -u) or lower "
                "sink.concurrency, then run again");
}

}  // namespace sent::io
