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

inline void append_sample(encode::Batch& batch, int number) {
  batch.append(sample_event(number),
               {fmt::format("s{}", number), fmt::format("u{}", number), fmt::format("m{}", number)});
}

// Events `first` to `last`, both included.
inline encode::Batch sample_batch(int first, int last) {
  encode::Batch batch;
  for (int i = first; i <= last; ++i) append_sample(batch, i);
  return batch;
}

}  // namespace sent::tests
