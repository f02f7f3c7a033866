// SPDX-License-Identifier: Apache-2.0

#include "support/suite/eventually.hpp"

#include <thread>

namespace sent::tests {

bool eventually(const std::function<bool()>& condition, std::chrono::seconds most) {
  constexpr std::chrono::milliseconds between{10};
  const auto end = std::chrono::steady_clock::now() + most;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(between);
  }
  return true;
}

}  // namespace sent::tests
