// SPDX-License-Identifier: Apache-2.0

// A forward proxy, as sink.proxy or a variable such as HTTPS_PROXY names it. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sent::http {

struct Proxy {
  std::string host;         // without the brackets of an IPv6 address
  std::string port;         // decimal
  std::string credentials;  // user:password, decoded; a secret; empty: none

  // host:port, for messages.
  [[nodiscard]] std::string shown() const;
};

// Reads [http://][user:password@]host[:port][/], %XX in user and password decoded; the port is 80 unless
// named. Nothing for any other text, as a proxy of SOCKS or one that is itself spoken to over TLS.
[[nodiscard]] std::optional<Proxy> parse_proxy(std::string_view text);

}  // namespace sent::http
