// SPDX-License-Identifier: Apache-2.0

// Joins the lines of a text, such as a library's message, into one. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::text {

// `text` with each run of spaces, tabs and line breaks replaced by one space, and without any at either end.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace sent::text
