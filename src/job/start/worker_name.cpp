// SPDX-License-Identifier: Apache-2.0

#include "job/start/worker_name.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "job/start/random_seed.hpp"

namespace sent::job::start {

std::string worker_name() {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  return fmt::format("{}:{}:{:016x}", host.data(), getpid(), random_seed());
}

}  // namespace sent::job::start
