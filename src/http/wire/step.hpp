// SPDX-License-Identifier: Apache-2.0

// What came of one operation on a socket that does not block. A value.

#pragma once

#include <cstddef>
#include <string>

namespace sent::http::wire {

struct Step {
  enum class Kind {
    done,
    reads_first,   // again, once the socket can be read
    writes_first,  // again, once the socket can be written
    ended,         // the other end closed the connection, properly
    failed,
  };
  Kind kind = Kind::done;
  std::size_t bytes = 0;  // done: that were moved
  std::string why;        // failed
};

}  // namespace sent::http::wire
