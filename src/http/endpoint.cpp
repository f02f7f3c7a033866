// SPDX-License-Identifier: Apache-2.0

#include "http/endpoint.hpp"

#include <fmt/format.h>

#include "http/authority.hpp"
#include "http/base64.hpp"

namespace sent::http {

namespace {

void append_field(std::string& head, std::string_view name, std::string_view value) {
  head += fmt::format("{}: {}\r\n", name, value);
}

void append_proxy_authorization(std::string& head, const Proxy& proxy) {
  if (proxy.credentials) append_field(head, "Proxy-Authorization", basic_credentials(*proxy.credentials));
}

}  // namespace

std::string Endpoint::first_hop() const {
  if (!proxy) return url.authority();
  return fmt::format("proxy {} on the way to {}", proxy->shown(), url.authority());
}

std::string Endpoint::server() const {
  if (!proxy) return url.authority();
  return fmt::format("{} through proxy {}", url.authority(), proxy->shown());
}

std::string post_head(const Endpoint& endpoint, const Content& content) {
  const std::string authority = endpoint.url.authority();
  std::string head =
      fmt::format("POST {}{} HTTP/1.1\r\n", endpoint.relays() ? "http://" + authority : "", endpoint.url.target);
  append_field(head, "Host", authority);
  append_field(head, "User-Agent", endpoint.user_agent);
  append_field(head, "Content-Type", content.type);
  append_field(head, "Accept-Encoding", "identity");  // the answer is read as it comes
  if (content.encoding) append_field(head, "Content-Encoding", *content.encoding);
  if (endpoint.authorization) append_field(head, "Authorization", *endpoint.authorization);
  if (endpoint.relays()) append_proxy_authorization(head, *endpoint.proxy);
  append_field(head, "Content-Length", std::to_string(content.body.size()));
  return head + "\r\n";
}

std::string connect_head(const Endpoint& endpoint) {
  const std::string authority = join_authority(endpoint.url.host, endpoint.url.port);
  std::string head = fmt::format("CONNECT {} HTTP/1.1\r\n", authority);
  append_field(head, "Host", authority);
  append_field(head, "User-Agent", endpoint.user_agent);
  append_proxy_authorization(head, *endpoint.proxy);
  return head + "\r\n";
}

}  // namespace sent::http
