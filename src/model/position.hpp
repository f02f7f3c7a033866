// SPDX-License-Identifier: Apache-2.0

// A position among the events of a chunk. A value.

#pragma once

#include <compare>
#include <string>

namespace sent {

// Includes every event up to this user of this source. Events are ordered by source, then by user, both bytewise.
struct Position {
  std::string source_id;
  std::string user_id;

  auto operator<=>(const Position&) const = default;
};

}  // namespace sent
