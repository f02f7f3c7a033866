// SPDX-License-Identifier: Apache-2.0

// Base64 (RFC 4648), and the header value of basic authentication. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::http {

// With padding, on one line.
[[nodiscard]] std::string base64(std::string_view text);

// "Basic " and the encoded text, which is user:password. A secret.
[[nodiscard]] std::string basic_credentials(std::string_view user_and_password);

}  // namespace sent::http
