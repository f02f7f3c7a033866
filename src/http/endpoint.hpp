// SPDX-License-Identifier: Apache-2.0

// Where requests go, how they get there, and their heads. Pure.
//
// An https server is reached by a tunnel through the proxy (CONNECT), so the proxy sees neither credentials nor
// bodies. An http server is requested by its whole URL instead: that is what proxies accept for http, while squid
// and Debian's tinyproxy allow CONNECT to few ports, and 80 is not among them.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http/proxy.hpp"
#include "http/url.hpp"

namespace sent::http {

struct Endpoint {
  Url url;
  std::string user_agent;
  std::optional<std::string> authorization;  // for the server; a secret
  std::optional<Proxy> proxy;
  std::chrono::milliseconds connect_timeout{};  // for resolving, connecting, tunnel and TLS handshake together
  std::chrono::milliseconds request_timeout{};  // for a whole request, with its connection

  // Whether a proxy passes each request on, instead of opening a tunnel.
  [[nodiscard]] bool tunnels() const { return proxy && url.tls; }
  [[nodiscard]] bool relays() const { return proxy && !url.tls; }
  // For messages: the other end of the connection, and of the request, as in "proxy p:3128 on the way to
  // api.segment.io" and "api.segment.io through proxy p:3128".
  [[nodiscard]] std::string first_hop() const;
  [[nodiscard]] std::string server() const;
};

// The body of a POST as it is sent, and what it is.
struct Content {
  std::string_view type;  // of Content-Type
  std::string_view body;
  std::optional<std::string_view> encoding = std::nullopt;  // of Content-Encoding
};

// The head of a POST, with its empty line.
[[nodiscard]] std::string post_head(const Endpoint& endpoint, const Content& content);
// Asks the proxy for a tunnel to the server. The endpoint must have a proxy.
[[nodiscard]] std::string connect_head(const Endpoint& endpoint);

}  // namespace sent::http
