// SPDX-License-Identifier: Apache-2.0

// How counts and durations are written for people. Pure.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace sent::text {

// In groups of three: 814,000.
[[nodiscard]] std::string grouped(std::uint64_t count);

// Three digits at most, for where there is little room: 814k, 1.2M; cut off, never rounded up.
[[nodiscard]] std::string compact(std::uint64_t count);

// 1h 02m 03s, 2m 03s, 3s; below a second 250ms. What is negative, as by a clock that was set back, is 0ms.
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration);

// "1 event", "814,000 events".
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view thing);

}  // namespace sent::text
