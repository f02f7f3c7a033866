// SPDX-License-Identifier: Apache-2.0

// How much of what was read the parts of a chunk may keep, all together.
//
// A chunk is cut by a guess at what its sources hold. Where the guess was wrong, the reading ends here and the chunk is
// split: so memory is bounded by configuration, whatever the data.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace sent::expand {

// Thrown by a reader to its ChunkUsage, which makes an outcome of it; leaves expand/ nowhere.
struct ChunkTooLarge {};

// Thread-safe.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t bytes) : limit_(bytes) {}

  // Whether what is held is still within it.
  [[nodiscard]] bool change(std::size_t before, std::size_t after) { return (held_ += after - before) <= limit_; }

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> held_ = 0;
};

// One part's own account. Not thread-safe.
class MemoryShare {
 public:
  explicit MemoryShare(MemoryBudget& budget) : budget_(budget) {}

  // To be called for each row, of which `text` may be kept; asks `bytes`, what the part holds, once in many rows, and
  // after any that is large. Throws ChunkTooLarge.
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

// Of containers: what was written to, for memory that was only reserved is not there yet.
template <typename Vector>
[[nodiscard]] std::size_t bytes_of_vector(const Vector& vector) {
  return vector.size() * sizeof(typename Vector::value_type);
}
template <typename Table>
[[nodiscard]] std::size_t bytes_of_table(const Table& table) {
  return table.bucket_count() * (sizeof(typename Table::value_type) + 1);
}

}  // namespace sent::expand
