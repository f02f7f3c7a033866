// SPDX-License-Identifier: Apache-2.0

// What a receiver's answer means. Pure.
//
// Sources of the rules: docs/delivery.md, "When something fails"; Segment's HTTP API, "Errors"; RudderStack's gateway;
// Jitsu's ingest, which answers 200 with "ok": false and names the failed events. See docs/receivers.md.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/answer.hpp"
#include "ship/answer/secrets.hpp"
#include "ship/answer/success_body.hpp"

namespace sent::ship::answer {

struct Verdict {
  enum class Kind {
    delivered,  // every event but those in `rejected_message_ids`
    retry,      // later; after `wait` if the receiver named one
    bisect,     // the receiver refuses some event; a batch of one is rejected
    forbid,     // 403: credentials are wrong, or something before the receiver refuses some event
    refuse,     // credentials or address are wrong: stop the run, mark nothing
    give_up,    // another attempt would fail too: stop the run as receiver unavailable
  };
  Kind kind = Kind::retry;
  bool too_many = false;                          // the receiver asks for a lower rate: 429
  std::string reason;                             // for the log and the rejected table
  std::optional<std::chrono::milliseconds> wait;  // from Retry-After; >= 0
  std::vector<std::string> rejected_message_ids;  // delivered only: named by the receiver
  std::vector<std::string> rejected_reasons;      // of each of them
  std::optional<std::string_view> hint;           // retry only: what to do if it happens again; absent: as usual
};

// What came back, for messages: without secrets, with control characters escaped, and cut when long.
[[nodiscard]] std::string describe(const http::Answer& answer, const Secrets& secrets = {});

// `now` is for a Retry-After that is a date. No reason contains `secrets`. A 2xx whose body does not have the form
// `success` is no delivery.
[[nodiscard]] Verdict judge(const http::Answer& answer, std::chrono::system_clock::time_point now,
                            const Secrets& secrets = {}, SuccessForm success = SuccessForm::anything);

}  // namespace sent::ship::answer
