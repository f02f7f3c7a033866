// SPDX-License-Identifier: Apache-2.0

// Signs of life: code that makes progress counts, so that a worker that works can be told from one that hangs.

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
