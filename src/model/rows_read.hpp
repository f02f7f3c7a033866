// SPDX-License-Identifier: Apache-2.0

// How many rows were read, and what for.

#pragma once

#include <cstdint>

namespace sent {

// calls + library_calls + others = used + out_of_scope + the dirty rows of the findings.
struct RowsRead {
  std::uint64_t calls = 0;
  std::uint64_t library_calls = 0;
  std::uint64_t others = 0;
  std::uint64_t used = 0;
  std::uint64_t out_of_scope = 0;  // of owners that no source names, and of people whom none has

  RowsRead& operator+=(const RowsRead& more) {
    calls += more.calls;
    library_calls += more.library_calls;
    others += more.others;
    used += more.used;
    out_of_scope += more.out_of_scope;
    return *this;
  }
};

}  // namespace sent
