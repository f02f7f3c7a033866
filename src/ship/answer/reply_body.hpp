// SPDX-License-Identifier: Apache-2.0

// What the JSON of a successful answer says about its events. Pure.
//
// Sources: Segment's HTTP API, "Errors" ("success");
// https://github.com/jitsucom/bulker/blob/main/ingest/router_batch_handler.go
// ("ok", "receivedEvents", "deduplicatedEvents", "okEvents", "errors": ["Message ID: <id>: <reason>"]); an older Jitsu
// answers 200 and {"error": "<reason>"} to what a newer answers 400 or 401 to.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sent::ship::answer {

struct BodyVerdict {
  enum class Kind {
    accepted,    // all, or the body says nothing that is known
    partly,      // all but `message_ids`
    refused,     // none, until a setting changes: Jitsu does not know the key, or has no destination for it
    not_taken,   // "success": false or "no", "error", "ok": false without naming events, JSON that breaks off
    unreadable,  // JSON that was too long to be read to its end
  };
  Kind kind = Kind::accepted;
  std::vector<std::string> message_ids;
  std::vector<std::string> reasons;  // of each of message_ids
};

// `cut_off`: the answer may be longer than `body`.
[[nodiscard]] BodyVerdict read_success_body(std::string_view body, bool cut_off);

// Whether the receiver, by `named`, means the event with `message_id`: Jitsu names the first 64 characters, with an
// underscore for each that is not a letter, a digit, or one of ". _ -".
[[nodiscard]] bool names_message(std::string_view named, std::string_view message_id);

}  // namespace sent::ship::answer
