// SPDX-License-Identifier: Apache-2.0

// Hands libFuzzer's inputs to the one target that this executable is made for.

#include <cstddef>

#include "fuzz/target.hpp"

namespace sent::tests {
void SENT_FUZZ_TARGET(Bytes);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sent::tests::SENT_FUZZ_TARGET({data, size});
  return 0;
}
