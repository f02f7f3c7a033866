// SPDX-License-Identifier: Apache-2.0

// How far through the events of a chunk somebody is.

#pragma once

#include <compare>
#include <string>

namespace sent {

// How far into a chunk: everything up to and including this user of this source. Events are ordered by
// source, then user, both bytewise.
struct Position {
  std::string source_id;
  std::string user_id;

  auto operator<=>(const Position&) const = default;
};

}  // namespace sent
