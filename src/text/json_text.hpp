// SPDX-License-Identifier: Apache-2.0

// The two JSON values that events are made of, appended to a text. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sent::text {

// A JSON string with its quotes (RFC 8259): quotes, backslashes and control characters escaped, other UTF-8
// as it is. What is not UTF-8, as a database without an encoding can hold, becomes U+FFFD.
void append_json_string(std::string& json, std::string_view text);

void append_json_number(std::string& json, std::int64_t number);

}  // namespace sent::text
