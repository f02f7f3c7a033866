// SPDX-License-Identifier: Apache-2.0

// style_sheet.css, the whole appearance of the status page, compiled into the program. A value.

#pragma once

#include <string_view>

namespace sent::command::status::page {

// Contains no "<" and no "&", because the page is XML too.
extern const std::string_view style_sheet;

}  // namespace sent::command::status::page
