// SPDX-License-Identifier: Apache-2.0

// A run of events that follow each other. A value.

#pragma once

#include "model/position.hpp"

namespace sent {

// The events behind `after`, up to and including `through`.
struct PositionRange {
  Position after;
  Position through;

  bool operator==(const PositionRange&) const = default;
};

}  // namespace sent
