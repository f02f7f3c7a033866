// SPDX-License-Identifier: Apache-2.0

// Batches of small, valid events.

#pragma once

#include <fmt/format.h>

#include <string>

#include "encode/batch.hpp"

namespace sent::tests {

inline std::string sample_event(int number) {
  return fmt::format(R"({{"type":"track","event":"Sent Source Data","messageId":"m{0}","userId":"u{0}",)"
                     R"("properties":{{"sourceId":"s{0}"}}}})",
                     number);
}

// Events `first` to `last`, both included.
inline encode::Batch sample_batch(int first, int last) {
  encode::Batch batch;
  for (int i = first; i <= last; ++i) batch.append(sample_event(i));
  batch.last_position = {fmt::format("s{}", last), fmt::format("u{}", last)};
  return batch;
}

}  // namespace sent::tests
