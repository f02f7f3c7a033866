// SPDX-License-Identifier: Apache-2.0

// Whole numbers as text. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sent::text {

// Digits only.
[[nodiscard]] std::optional<std::uint64_t> parse_integer(std::string_view text);

}  // namespace sent::text
