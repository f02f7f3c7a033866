// SPDX-License-Identifier: Apache-2.0

// What a forward proxy's own answers mean: they are not the receiver's. Pure.

#pragma once

#include <optional>
#include <string_view>

#include "http/answer.hpp"
#include "http/endpoint.hpp"

namespace sent::http {

// The answer to CONNECT: nothing when the tunnel is open, else unreachable when asking again may help, as
// when the proxy cannot reach the receiver, and barred when it may not. `phrase` stands after the status.
[[nodiscard]] std::optional<NoReply> judge_tunnel(const Endpoint& endpoint, int status, std::string_view phrase);

// The answer to a request that the proxy passes on: barred when it can only be the proxy's own refusal.
[[nodiscard]] std::optional<NoReply> judge_relay(const Endpoint& endpoint, int status);

}  // namespace sent::http
