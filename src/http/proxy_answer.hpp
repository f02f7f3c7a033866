// SPDX-License-Identifier: Apache-2.0

// What a forward proxy's own answers mean, which are not the server's. Pure.

#pragma once

#include <optional>
#include <string_view>

#include "http/answer.hpp"
#include "http/endpoint.hpp"

namespace sent::http {

// The answer to CONNECT. Nothing if the tunnel is open; otherwise unreachable when another attempt may succeed, as when
// the proxy cannot reach the server, and barred when it would not. `phrase` is the text after the status.
[[nodiscard]] std::optional<NoReply> judge_tunnel(const Endpoint& endpoint, int status, std::string_view phrase);

// The answer to a request that the proxy passes on: barred when only the proxy itself can have refused it.
[[nodiscard]] std::optional<NoReply> judge_relay(const Endpoint& endpoint, int status);

}  // namespace sent::http
