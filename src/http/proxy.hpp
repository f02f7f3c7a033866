// SPDX-License-Identifier: Apache-2.0

// A forward proxy, as settings or a variable such as HTTPS_PROXY name it. A value.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sent::http {

struct Proxy {
  std::string host;                        // without the brackets of an IPv6 address
  std::string port;                        // decimal
  std::optional<std::string> credentials;  // user:password, decoded; a secret

  // host:port, for messages.
  [[nodiscard]] std::string shown() const;
};

// Reads [http://][user:password@]host[:port][/] and decodes %XX in user and password; the default port is 80. Nothing
// for any other text, such as a SOCKS proxy or one that itself speaks TLS. Pure.
[[nodiscard]] std::optional<Proxy> parse_proxy(std::string_view text);

}  // namespace sent::http
