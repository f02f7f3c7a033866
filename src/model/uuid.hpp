// SPDX-License-Identifier: Apache-2.0

// A UUID (RFC 4122) and its text. A value; the functions are pure.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sent {

using Uuid = std::array<std::uint8_t, 16>;

// Parses the 36-character form in upper or lower case; nothing for any other text.
[[nodiscard]] std::optional<Uuid> parse_uuid(std::string_view text);
// 36 characters, lower case.
[[nodiscard]] std::string to_string(const Uuid& uuid);

}  // namespace sent
