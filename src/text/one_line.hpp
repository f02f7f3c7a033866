// SPDX-License-Identifier: Apache-2.0

// What a library says over several lines, on one. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::text {

// `text` with every run of blanks, tabs and line breaks as one blank, and none at either end.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace sent::text
