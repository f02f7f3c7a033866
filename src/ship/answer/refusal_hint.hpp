// SPDX-License-Identifier: Apache-2.0

// What to do about a receiver that takes nothing, by what it answered. Pure.
//
// The texts that are known are those of RudderStack's gateway
// (https://github.com/rudderlabs/rudder-server/blob/master/gateway/response/response.go, in lower case since 2025) and
// of Jitsu's ingest (https://github.com/jitsucom/bulker/blob/main/ingest/router_batch_handler.go).

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/config.hpp"

namespace sent::ship::answer {

// What this receiver means by `reason`, a Verdict's; nothing when that is not known.
[[nodiscard]] std::optional<std::string> receivers_hint(const config::Config::Sink& sink, std::string_view reason);

// What to do about an answer that refuses credentials or address. Never empty.
[[nodiscard]] std::string refusal_hint(const config::Config::Sink& sink, std::string_view reason);

}  // namespace sent::ship::answer
