// SPDX-License-Identifier: Apache-2.0

// Foreign text in a page. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::command::status::page {

// `text` made visible and escaped: safe as an element's content and within a quoted attribute, in HTML and XML.
[[nodiscard]] std::string html_text(std::string_view text);

// The same, isolated so that its writing direction does not affect the text around it. A long text, which the page may
// cut off, is complete in the tooltip.
[[nodiscard]] std::string isolated(std::string_view text);

}  // namespace sent::command::status::page
