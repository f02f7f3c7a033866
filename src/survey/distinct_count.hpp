// SPDX-License-Identifier: Apache-2.0

// Counts distinct texts, in memory that does not grow with their number.
//
// A text counts as its hash. While there are few texts, all hashes are kept, and the count is exact except for texts
// with the same hash. When there are more, only the hashes that end in some zero bits are kept, one more bit each time
// the room is full: a fair sample. Its size divided by its share is the count, with a standard error of 1.2 /
// sqrt(room). Source of the method: Flajolet, "On adaptive sampling", Computing 43 (1990).

#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace sent::survey {

// A value; not thread-safe.
class DistinctCount {
 public:
  // Up to `room` texts are counted exactly; each takes about nine bytes.
  explicit DistinctCount(std::size_t room) : room_(room) {}

  void add(std::string_view text) {
    const std::uint64_t hash = std::hash<std::string_view>{}(text);
    if ((hash & mask_) != 0) return;
    if (!kept_.insert(hash).second || kept_.size() <= room_) return;
    mask_ = mask_ << 1U | 1U;
    boost::unordered::erase_if(kept_, [this](std::uint64_t kept) { return (kept & mask_) != 0; });
  }

  [[nodiscard]] std::uint64_t count() const { return kept_.size() * (mask_ + 1); }

 private:
  std::size_t room_;
  std::uint64_t mask_ = 0;
  boost::unordered_flat_set<std::uint64_t> kept_;
};

}  // namespace sent::survey
