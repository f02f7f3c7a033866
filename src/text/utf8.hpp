// SPDX-License-Identifier: Apache-2.0

// UTF-8 texts, byte by byte. Pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sent::text {

// The length, 1 to 4, of the well-formed sequence at the beginning of `text`; 0 if there is none (Unicode, table 3-7).
[[nodiscard]] std::size_t sequence_length(std::string_view text);

[[nodiscard]] bool is_well_formed(std::string_view text);
// `text` with U+FFFD in place of each byte that is not UTF-8.
[[nodiscard]] std::string well_formed(std::string_view text);

// The length in code points, which is what JSON Schema's minLength counts and what tables are aligned by.
[[nodiscard]] std::size_t code_points(std::string_view text);

}  // namespace sent::text
