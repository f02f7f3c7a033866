// Foreign text in what people read: ids, slugs and answers must neither break a line nor be obeyed by a terminal.

#pragma once

#include <string>
#include <string_view>

namespace sent {

// One line: control characters, those of U+0080 to U+009F included, as \n or \xNN. Pure.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace sent
