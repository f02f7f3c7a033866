// SPDX-License-Identifier: Apache-2.0

// Makes foreign text safe to show on a terminal or a page. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::text {

// `text` as one line of well-formed UTF-8. Characters that a reader cannot see, or that change how the text is
// displayed, are written as escapes: control characters (\n, \x1b), line separators and direction marks (\u{202e}),
// noncharacters (\u{fffe}), and bytes that are not UTF-8 (\xff). Everything else is unchanged.
[[nodiscard]] std::string visible(std::string_view text);

// The same for a JSON text, whose meaning does not change: such characters in its strings become JSON escapes. Its line
// breaks stay.
[[nodiscard]] std::string visible_json(std::string_view json);

}  // namespace sent::text
