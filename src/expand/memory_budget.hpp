// SPDX-License-Identifier: Apache-2.0

// Limits how much the parts of a chunk together keep of the rows they read.
//
// The size of a chunk is an estimate. If the estimate was too low, reading ends here and the chunk is split, so that
// configuration bounds memory, whatever the data.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace sent::expand {

// Thrown by a reader to its ChunkUsage, which turns it into an outcome; it never leaves expand/.
struct ChunkTooLarge {};

// Thread-safe.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t bytes) : limit_(bytes) {}

  // Whether the parts are still within the budget.
  [[nodiscard]] bool change(std::size_t before, std::size_t after) {
    return (held_ += after - before) <= limit_ && !is_closed_;
  }

  // Makes every reader stop at its next change.
  void close() { is_closed_ = true; }

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> held_ = 0;
  std::atomic<bool> is_closed_ = false;
};

// One part's own account. Not thread-safe.
class MemoryShare {
 public:
  explicit MemoryShare(MemoryBudget& budget) : budget_(budget) {}

  // Call it for each row; `text` bytes of the row may be kept. Asks `bytes` how much the part uses, once in many rows
  // and after a large one. Throws ChunkTooLarge.
  template <typename Bytes>
  void watch(std::size_t text, Bytes&& bytes) {
    unwatched_ += bytes_of_row + text;
    if (unwatched_ < most_unwatched) return;
    unwatched_ = 0;
    hold(bytes());
  }
  // Throws ChunkTooLarge.
  void hold(std::size_t bytes) {
    const std::size_t before = held_;
    held_ = bytes;
    if (!budget_.change(before, bytes)) throw ChunkTooLarge();
  }

 private:
  static constexpr std::size_t bytes_of_row = 64;
  static constexpr std::size_t most_unwatched = 1024 * bytes_of_row;

  MemoryBudget& budget_;
  std::size_t held_ = 0;
  std::size_t unwatched_ = 0;
};

// The memory of containers that was written to; the system does not count what was only reserved.
template <typename Vector>
[[nodiscard]] std::size_t bytes_of_vector(const Vector& vector) {
  return vector.size() * sizeof(typename Vector::value_type);
}
template <typename Table>
[[nodiscard]] std::size_t bytes_of_table(const Table& table) {
  return table.bucket_count() * (sizeof(typename Table::value_type) + 1);
}

}  // namespace sent::expand
