// SPDX-License-Identifier: Apache-2.0

// A contiguous range of source ids, in bytewise order. A chunk of a day covers one such range. A value.

#pragma once

#include <optional>
#include <string>

namespace sent {

struct SourceRange {
  std::optional<std::string> from;   // included; absent: from the first, including rows without an id
  std::optional<std::string> until;  // excluded; absent: to the last

  bool operator==(const SourceRange&) const = default;
};

}  // namespace sent
