// SPDX-License-Identifier: Apache-2.0

#include "http/proxy_answer.hpp"

#include <fmt/format.h>

namespace sent::http {

namespace {

constexpr int proxy_authentication_required = 407;

// tinyproxy answers 500 when it cannot connect, squid 503.
bool may_pass(int status) { return status == 408 || status == 429 || (status >= 500 && status < 600 && status != 501); }

}  // namespace

std::optional<NoReply> judge_tunnel(const Endpoint& endpoint, int status, std::string_view phrase) {
  if (status >= 200 && status < 300) return std::nullopt;
  return NoReply{may_pass(status) ? NoReply::Kind::unreachable : NoReply::Kind::barred,
                 fmt::format("opening a tunnel at {}: HTTP {}{}{}", endpoint.first_hop(), status,
                             phrase.empty() ? "" : " ", phrase)};
}

std::optional<NoReply> judge_relay(const Endpoint& endpoint, int status) {
  if (!endpoint.relays() || status != proxy_authentication_required) return std::nullopt;
  return NoReply{NoReply::Kind::barred,
                 fmt::format("sending to {}: HTTP {} from the proxy", endpoint.server(), status)};
}

}  // namespace sent::http
