// SPDX-License-Identifier: Apache-2.0

// Events of a batch that follow each other. A value.

#pragma once

#include <cstddef>

namespace sent::ship::contact {

// [first, last).
struct EventSpan {
  std::size_t first;
  std::size_t last;

  [[nodiscard]] std::size_t events() const { return last - first; }
};

}  // namespace sent::ship::contact
