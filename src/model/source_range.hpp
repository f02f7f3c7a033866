// SPDX-License-Identifier: Apache-2.0

// A contiguous range of source ids in bytewise order: what one chunk of a day covers.

#pragma once

#include <optional>
#include <string>

namespace sent {

struct SourceRange {
  std::optional<std::string> from;   // included; none: from the first, rows without an id with it
  std::optional<std::string> until;  // excluded; none: to the last

  bool operator==(const SourceRange&) const = default;
};

}  // namespace sent
