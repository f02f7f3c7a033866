// SPDX-License-Identifier: Apache-2.0

// Signs of life: whoever makes progress counts, so that others can tell a worker that works from one that hangs.

#pragma once

#include <atomic>
#include <cstdint>

namespace sent {

// Thread-safe.
class Pulse {
 public:
  void beat() noexcept { count_.fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> count_{0};
};

}  // namespace sent
