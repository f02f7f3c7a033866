// SPDX-License-Identifier: Apache-2.0

// Counts and durations as people write them. Pure.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace sent::text {

// With a comma between groups of three digits: 814,000.
[[nodiscard]] std::string grouped(std::uint64_t count);

// At most three digits, for narrow places: 814k, 1.2M. Rounds down.
[[nodiscard]] std::string compact(std::uint64_t count);

// 1h 02m 03s, 2m 03s, 3s, and 250ms below a second. A negative duration (a clock was set back) is 0ms.
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration);

// "1 event", "814,000 events".
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view thing);

}  // namespace sent::text
