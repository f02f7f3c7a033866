// SPDX-License-Identifier: Apache-2.0

// Servers that accept connections as PostgreSQL does, and then say nothing.

#pragma once

#include <atomic>
#include <string>

#include "support/servers/raw_server.hpp"

namespace sent::tests {

class SilentPostgres {
 public:
  enum class SilentFrom {
    startup,         // it does not even answer the startup packet
    first_statement  // it admits the client, and answers no statement
  };

  explicit SilentPostgres(SilentFrom from);

  [[nodiscard]] std::string url() const;
  // Whether another client has said what is not going to be answered, before long.
  [[nodiscard]] bool wait_for_client();

 private:
  std::atomic<int> waiting_ = 0;
  int seen_ = 0;
  RawServer server_;  // last: its threads use the others
};

}  // namespace sent::tests
