// SPDX-License-Identifier: Apache-2.0

// How a connection to a database was made.

#pragma once

#include <optional>
#include <string>

namespace sent::postgres {

// A value.
struct DatabaseLink {
  std::string server;              // database "x" on host:port as "role", for messages
  bool on_this_machine = false;    // by a Unix socket or the loopback
  std::optional<std::string> tls;  // its protocol version; absent: not encrypted
  std::string encoding = {};       // of the database, by PostgreSQL's name
};

}  // namespace sent::postgres
