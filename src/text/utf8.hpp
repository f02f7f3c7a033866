// SPDX-License-Identifier: Apache-2.0

// UTF-8 as bytes. Pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sent::text {

// Length of the well-formed sequence that begins `text`, 1 to 4; 0 when there is none (Unicode, table 3-7).
[[nodiscard]] std::size_t sequence_length(std::string_view text);

[[nodiscard]] bool is_well_formed(std::string_view text);
// Each byte that is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::string well_formed(std::string_view text);

// Length in code points, as minLength counts and as columns are aligned.
[[nodiscard]] std::size_t code_points(std::string_view text);

}  // namespace sent::text
