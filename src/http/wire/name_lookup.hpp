// SPDX-License-Identifier: Apache-2.0

// The addresses of a host.

#pragma once

#include <sys/socket.h>

#include <string>
#include <vector>

namespace sent::http::wire {

struct Address {
  sockaddr_storage place{};
  socklen_t size = 0;
};

struct Lookup {
  std::vector<Address> addresses;  // in the order in which they are to be tried; not empty unless it failed
  std::string fault;               // why it failed
};

// Blocks, for as long as a name server takes. Thread-safe.
[[nodiscard]] Lookup look_up(const std::string& host, const std::string& port);

// The addresses with both families in turn, beginning with the first one's, as RFC 8305 (section 4) recommends: so one
// family that leads nowhere delays only every other attempt. Pure.
[[nodiscard]] std::vector<Address> families_in_turn(std::vector<Address> addresses);

}  // namespace sent::http::wire
