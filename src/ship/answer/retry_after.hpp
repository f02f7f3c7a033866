// SPDX-License-Identifier: Apache-2.0

// Reads the value of a Retry-After header. Pure.
//
// Source of the format: RFC 9110, section 10.2.3: seconds, or an HTTP date.

#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace sent::ship::answer {

// The longest wait that a receiver can ask for.
inline constexpr std::chrono::hours max_retry_after{1};

// How long to wait from `now`, from 0 to max_retry_after. Nothing if `value` has neither form.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                                         std::chrono::system_clock::time_point now);

}  // namespace sent::ship::answer
