// SPDX-License-Identifier: Apache-2.0

// What an answer means that comes from a forward proxy and not from the server. Pure.

#pragma once

#include <optional>
#include <string_view>

#include "http/answer.hpp"
#include "http/endpoint.hpp"

namespace sent::http {

// The answer to CONNECT. Nothing if the tunnel is open; otherwise unreachable if another attempt may succeed, for
// example because the proxy could not reach the server, and barred if it would fail too. `phrase` is the text after the
// status.
[[nodiscard]] std::optional<NoReply> judge_tunnel(const Endpoint& endpoint, int status, std::string_view phrase);

// The answer to a request that the proxy passes on: barred if only the proxy itself can have refused it.
[[nodiscard]] std::optional<NoReply> judge_relay(const Endpoint& endpoint, int status);

}  // namespace sent::http
