// SPDX-License-Identifier: Apache-2.0

// Appends the two kinds of JSON values in events, strings and integers, to a text. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sent::text {

// A JSON string with its quotes (RFC 8259). Quotes, backslashes and control characters are escaped; other UTF-8 is
// unchanged. Bytes that are not UTF-8, which a database without an encoding can contain, become U+FFFD.
void append_json_string(std::string& json, std::string_view text);

void append_json_number(std::string& json, std::int64_t number);

}  // namespace sent::text
