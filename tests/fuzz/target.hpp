// SPDX-License-Identifier: Apache-2.0

// Parsers of foreign bytes. Each is called with any bytes and must keep its promises.
//
// libFuzzer runs these functions (preset `fuzz`, one executable each), and ordinary tests run them over their corpus.
// To add one: a function in targets/NAME.cpp, its row in targets.cpp, its first inputs in corpus/NAME/.

#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sent::tests {

using Bytes = std::span<const std::uint8_t>;

class BrokenPromise : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// Throws BrokenPromise(`what`) unless `holds`. Neither a target nor the code that it calls catches it.
inline void require(bool holds, const char* what) {
  if (!holds) throw BrokenPromise(what);
}

struct FuzzTarget {
  std::string_view name;
  void (*run)(Bytes);  // throws only when a promise is broken
};

[[nodiscard]] std::span<const FuzzTarget> fuzz_targets();

}  // namespace sent::tests
