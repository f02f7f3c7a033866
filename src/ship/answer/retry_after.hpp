// SPDX-License-Identifier: Apache-2.0

// Reads the value of a Retry-After header. Pure.
//
// Source of the format: RFC 9110, section 10.2.3: seconds, or an HTTP date.

#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace sent::ship::answer {

// No receiver makes the sender wait longer than this.
inline constexpr std::chrono::hours max_retry_after{1};

// How long to wait from `now`: never negative, never above max_retry_after. Nothing when `value` is neither
// of the two forms.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                                         std::chrono::system_clock::time_point now);

}  // namespace sent::ship::answer
