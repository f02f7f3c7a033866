// SPDX-License-Identifier: Apache-2.0

// Jitsu's ingest, as its code answers a batch. Pure.
//
// Source: https://github.com/jitsucom/bulker/blob/main/ingest/: router_batch_handler.go (200 with a fault for each
// event, what is refused as a whole, deduplication), router.go (paths, keys, rules of an event, the size of a message).
// Not here: routes of single events, browsers' keys, hashing of secrets.

#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "receiver_rules.hpp"

namespace sent::tests {

struct JitsuIngest {
  std::map<std::string, std::string> server_keys{{"key-id", "secret"}};  // id → secret
  bool has_destinations = true;
  std::size_t max_message_bytes = 1'000'000;  // of an event with the headers it came by
  int deduplicate_window_ms = 0;              // 0: off, the default
  std::set<std::string> throttled;            // userIds whose events are beyond the quota; Jitsu picks them at random
  bool is_old = false;                        // answers 200 and an error to a batch it refuses as a whole
};

[[nodiscard]] RuleVerdict answer_as_jitsu(const JitsuIngest& ingest, const RuleRequest& request);

}  // namespace sent::tests
