// SPDX-License-Identifier: Apache-2.0

// An event that will not be delivered, kept with its payload and the reason.

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
  std::optional<int> status;  // of the receiver's answer; none: the program refused it before sending
  std::string reason;
};

// Rejected events that are kept, by what the receiver, or the program itself (status 0), said.
struct RejectedBecause {
  int status = 0;
  std::string reason;
  std::uint64_t events = 0;
};

}  // namespace sent
