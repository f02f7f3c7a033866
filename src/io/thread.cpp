// SPDX-License-Identifier: Apache-2.0

#include "io/thread.hpp"

#include <fmt/format.h>

#include "model/failure.hpp"

namespace sent::io {

void report_missing_thread(std::string_view purpose, const std::error_code& error) {
  throw Failure(ExitCode::unexpected, fmt::format("starting a thread for {}: {}", purpose, error.message()),
                "allow more threads (TasksMax of the unit, the container's limit of processes, ulimit -u) or lower "
                "sink.concurrency, then run again");
}

}  // namespace sent::io
