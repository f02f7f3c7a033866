// SPDX-License-Identifier: Apache-2.0

// Events that were rejected: they are kept with the reason and can be replayed. Values.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sent {

struct Rejection {
  std::string source_id;
  std::string user_id;
  std::string message_id;
  std::string payload;        // the event's exact JSON
  std::optional<int> status;  // of the receiver's response; absent: the event was not sent
  std::string reason;
};

// The number of rejected events with the same status and reason.
struct RejectedBecause {
  std::optional<int> status;  // of the receiver's response; absent: they were not sent
  std::string reason;
  std::uint64_t events = 0;
};

}  // namespace sent
