// SPDX-License-Identifier: Apache-2.0

// Where batches are posted, by which way and how, with the heads of the requests. Pure.
//
// A receiver of https is reached by a tunnel through the proxy (CONNECT), so that the proxy sees neither
// write key nor events. One of http is asked for by its whole URL instead: that is what proxies take for
// http, while squid and Debian's tinyproxy allow CONNECT to few ports, and 80 is not among them.

#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/proxy.hpp"
#include "http/url.hpp"

namespace sent::http {

struct Endpoint {
  Url url;
  std::string user_agent;
  std::string authorization;  // for the receiver; a secret
  std::optional<Proxy> proxy;
  std::string proxy_authorization;  // for the proxy alone; a secret
  bool gzip = false;
  std::chrono::milliseconds connect_timeout{};
  std::chrono::milliseconds request_timeout{};

  // Whether the proxy is asked for a tunnel, or to pass each request on.
  [[nodiscard]] bool tunnels() const { return proxy && url.tls; }
  [[nodiscard]] bool relays() const { return proxy && !url.tls; }
  // For messages: who is connected to and who is sent to, as in "proxy p:3128 on the way to
  // api.segment.io" and "api.segment.io through proxy p:3128".
  [[nodiscard]] std::string first_hop() const;
  [[nodiscard]] std::string receiver() const;
};

// The head of a request, its empty line included, for a body of so many bytes as it is sent.
[[nodiscard]] std::string post_head(const Endpoint& endpoint, std::size_t body_bytes);
// Asks the proxy for a tunnel to the receiver. There must be a proxy.
[[nodiscard]] std::string connect_head(const Endpoint& endpoint);

}  // namespace sent::http
