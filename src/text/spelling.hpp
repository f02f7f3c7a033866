// SPDX-License-Identifier: Apache-2.0

// Ids that differ only in the case of ASCII letters or in blanks around them, as citext and char(n) let them.

#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sent::text {

// The spellings of many ids, in few bytes each. An answer is wrong once in some 2^64 / ids. Not thread-safe.
class Spellings {
 public:
  static constexpr std::size_t bytes_of_one = 16;

  void add(std::string_view id) { hashes_.insert(hash_of(id)); }
  // Whether an id was added that differs from `id` in nothing else.
  [[nodiscard]] bool has(std::string_view id) const { return hashes_.contains(hash_of(id)); }
  [[nodiscard]] bool empty() const { return hashes_.empty(); }

 private:
  [[nodiscard]] static std::uint64_t hash_of(std::string_view id);

  boost::unordered_flat_set<std::uint64_t> hashes_;
};

}  // namespace sent::text
