// SPDX-License-Identifier: Apache-2.0

#include "job/start/random_seed.hpp"

#include <random>

namespace sent::job::start {

std::uint64_t random_seed() {
  std::random_device device;
  return static_cast<std::uint64_t>(device()) << 32U | device();
}

}  // namespace sent::job::start
