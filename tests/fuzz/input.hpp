// SPDX-License-Identifier: Apache-2.0

// Splits an input into its first lines and the rest, so that people can write inputs too.

#pragma once

#include <algorithm>
#include <charconv>
#include <string_view>

#include "fuzz/target.hpp"

namespace sent::tests {

class FuzzInput {
 public:
  explicit FuzzInput(Bytes bytes) : rest_(reinterpret_cast<const char*>(bytes.data()), bytes.size()) {}

  // Up to the next line feed, which is dropped.
  [[nodiscard]] std::string_view line() {
    const std::string_view line = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
    return line;
  }
  // The number on a line; 0 if it is not a number.
  template <typename Integer>
  [[nodiscard]] Integer number() {
    const std::string_view text = line();
    Integer value = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace sent::tests
