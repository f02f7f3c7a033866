// SPDX-License-Identifier: Apache-2.0

#include "http/endpoint.hpp"

#include <fmt/format.h>

#include "http/authority.hpp"

namespace sent::http {

namespace {

void append_field(std::string& head, std::string_view name, std::string_view value) {
  if (!value.empty()) head += fmt::format("{}: {}\r\n", name, value);
}

}  // namespace

std::string Endpoint::first_hop() const {
  if (!proxy) return url.authority();
  return fmt::format("proxy {} on the way to {}", proxy->shown(), url.authority());
}

std::string Endpoint::receiver() const {
  if (!proxy) return url.authority();
  return fmt::format("{} through proxy {}", url.authority(), proxy->shown());
}

std::string post_head(const Endpoint& endpoint, std::size_t body_bytes) {
  const std::string authority = endpoint.url.authority();
  std::string head =
      fmt::format("POST {}{} HTTP/1.1\r\n", endpoint.relays() ? "http://" + authority : "", endpoint.url.target);
  append_field(head, "Host", authority);
  append_field(head, "User-Agent", endpoint.user_agent);
  append_field(head, "Content-Type", "application/json");
  append_field(head, "Accept-Encoding", "identity");  // or an answer may come in a form that nothing is read from
  append_field(head, "Content-Encoding", endpoint.gzip ? "gzip" : "");
  append_field(head, "Authorization", endpoint.authorization);
  append_field(head, "Proxy-Authorization", endpoint.relays() ? endpoint.proxy_authorization : "");
  append_field(head, "Content-Length", std::to_string(body_bytes));
  return head + "\r\n";
}

std::string connect_head(const Endpoint& endpoint) {
  const std::string authority = join_authority(endpoint.url.host, endpoint.url.port);
  std::string head = fmt::format("CONNECT {} HTTP/1.1\r\n", authority);
  append_field(head, "Host", authority);
  append_field(head, "User-Agent", endpoint.user_agent);
  append_field(head, "Proxy-Authorization", endpoint.proxy_authorization);
  return head + "\r\n";
}

}  // namespace sent::http
