// SPDX-License-Identifier: Apache-2.0

// What the operator can do when a receiver refuses everything, by its answer. Pure.
//
// The known texts are those of RudderStack's gateway
// (https://github.com/rudderlabs/rudder-server/blob/master/gateway/response/response.go, in lower case since 2025) and
// of Jitsu's ingest (https://github.com/jitsucom/bulker/blob/main/ingest/router_batch_handler.go).

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/config.hpp"

namespace sent::ship::answer {

// For the reason of a Verdict; nothing if the reason is not a known one of this receiver.
[[nodiscard]] std::optional<std::string> receivers_hint(const config::Config::Sink& sink, std::string_view reason);

// For an answer that refuses the credentials or the address.
[[nodiscard]] std::string refusal_hint(const config::Config::Sink& sink, std::string_view reason);

// For answers that refuse every event: they name the path of sink.url, and the one that the preset knows.
[[nodiscard]] std::string refuses_everything_hint(const config::Config::Sink& sink, std::string_view reason);

}  // namespace sent::ship::answer
