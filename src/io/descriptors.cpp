// SPDX-License-Identifier: Apache-2.0

#include "io/descriptors.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include "model/failure.hpp"

namespace sent::io {

namespace {

constexpr std::string_view more_descriptors =
    "allow more open files (LimitNOFILE of the unit, ulimit -n) or lower sink.concurrency, then run again";

// How many of `count` descriptors are free now.
std::size_t free_descriptors(std::size_t count) {
  std::vector<int> opened;
  opened.reserve(count);
  while (opened.size() < count) {
    const int descriptor = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    if (descriptor < 0) break;
    opened.push_back(descriptor);
  }
  for (const int descriptor : opened) ::close(descriptor);
  return opened.size();
}

rlimit descriptor_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit;
}

}  // namespace

void require_descriptors(std::size_t count, std::string_view purpose) {
  std::size_t free = free_descriptors(count);
  if (free < count) {
    rlimit limit = descriptor_limit();
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, limit.rlim_cur + (count - free));
    ::setrlimit(RLIMIT_NOFILE, &limit);
    free = free_descriptors(count);
  }
  if (free >= count) return;
  throw Failure(ExitCode::usage,
                fmt::format("opening files and connections for {}: {} more are needed, and the process may open {} "
                            "more (its limit is {})",
                            purpose, count, free, descriptor_limit().rlim_cur),
                std::string(more_descriptors));
}

bool is_descriptor_limit(int error) { return error == EMFILE || error == ENFILE; }

void report_missing_descriptors(std::string_view attempted, int error) {
  throw Failure(ExitCode::unexpected, fmt::format("{}: {}", attempted, std::generic_category().message(error)),
                std::string(more_descriptors));
}

}  // namespace sent::io
