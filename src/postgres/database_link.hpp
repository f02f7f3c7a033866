// SPDX-License-Identifier: Apache-2.0

// How a connection to a database came about.

#pragma once

#include <optional>
#include <string>

namespace sent::postgres {

// How this program is connected to a server.
struct DatabaseLink {
  std::string server;              // database "x" on host:port as "role", for messages
  bool on_this_machine = false;    // by a socket of this machine or its loopback
  std::optional<std::string> tls;  // the version of its protocol; none: nothing is encrypted
};

}  // namespace sent::postgres
