// SPDX-License-Identifier: Apache-2.0

// Base64 (RFC 4648), for basic authentication.

#pragma once

#include <string>
#include <string_view>

namespace sent::http {

// With padding, on one line. Pure.
[[nodiscard]] std::string base64(std::string_view text);

}  // namespace sent::http
