// SPDX-License-Identifier: Apache-2.0

// style_sheet.css, which has all of the status page's looks, as compiled into the program.

#pragma once

#include <string_view>

namespace sent::command::status::page {

// Holds no "<" and no "&": it is part of a page that is XML too.
extern const std::string_view style_sheet;

}  // namespace sent::command::status::page
