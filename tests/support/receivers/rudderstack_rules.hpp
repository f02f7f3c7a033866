// SPDX-License-Identifier: Apache-2.0

// RudderStack's gateway, as its code answers POST /v1/batch (rudder-server 1.83). Pure.
//
// Sources: https://github.com/rudderlabs/rudder-server/blob/master/gateway/: handle.go (the order of checks, one bad
// event refuses the whole batch), handle_http_auth.go, handle_http.go (http.Error: text/plain and a newline),
// response/response.go (statuses and texts), handle_lifecycle.go (limits), and middleware/uncompress.go. Not here:
// routes of single events, suppressed users.

#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "receiver_rules.hpp"

namespace sent::tests {

// Reasons to refuse any request.
enum class RudderStackTrouble {
  none,
  too_many_at_once,  // more than 50,000 requests in flight
  rate_limit,        // Gateway.enableRateLimit, off by default
  write_timeout,     // the database took more than ten seconds
  database,          // it failed otherwise; its raw error is the text
};

struct RudderStackGateway {
  std::map<std::string, bool> sources{{"rudder-key", true}};  // write key → whether its source is enabled
  std::size_t max_body_bytes = std::size_t{4000} * 1024;      // Gateway.maxReqSizeInKB, after gunzip
  RudderStackTrouble trouble = RudderStackTrouble::none;
};

// The `json` of an accepted event has the messageId that the gateway keeps, or made_message_id if it makes one.
[[nodiscard]] RuleVerdict answer_as_rudderstack(const RudderStackGateway& gateway, const RuleRequest& request);

inline const std::string made_message_id = "made by the receiver";

}  // namespace sent::tests
