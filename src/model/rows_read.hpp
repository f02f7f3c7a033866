// SPDX-License-Identifier: Apache-2.0

// How many rows were read, and how they were used.

#pragma once

#include <cstdint>

namespace sent {

// calls + library_calls + others = used + out_of_scope + dirty rows (Findings). A value.
struct RowsRead {
  std::uint64_t calls = 0;
  std::uint64_t library_calls = 0;
  std::uint64_t others = 0;
  std::uint64_t used = 0;
  std::uint64_t out_of_scope = 0;  // owners without a source, and people of such owners

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
