// SPDX-License-Identifier: Apache-2.0

// Foreign text made safe to show to people, on a terminal or a page. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::text {

// `text` on one line, as well-formed UTF-8, without anything that a reader cannot see or that acts on what shows it:
// control characters (\n, \x1b), characters that end a line or turn the direction of writing (\u{202e}), characters
// that are none (\u{fffe}), and bytes that are not UTF-8 (\xff), are written as escapes. All else is kept.
[[nodiscard]] std::string visible(std::string_view text);

// The same of a JSON text, which means what it did: JSON takes some of these characters as they are. Its own line ends
// stay.
[[nodiscard]] std::string visible_json(std::string_view json);

}  // namespace sent::text
