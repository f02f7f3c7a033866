// SPDX-License-Identifier: Apache-2.0

// Foreign text within a page. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::command::status::page {

// `text` made visible and escaped: safe as an element's content and within a quoted attribute, in HTML and XML.
[[nodiscard]] std::string html_text(std::string_view text);

// The same, set apart so that text of either direction does not disturb what is around it; the whole of a long one,
// which may be shown cut off, is told when it is pointed at.
[[nodiscard]] std::string isolated(std::string_view text);

}  // namespace sent::command::status::page
