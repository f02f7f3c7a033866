// SPDX-License-Identifier: Apache-2.0

// A server that accepts connections like PostgreSQL and then sends nothing.

#pragma once

#include <atomic>
#include <string>

#include "support/servers/raw_server.hpp"

namespace sent::tests {

class SilentPostgres {
 public:
  enum class SilentFrom {
    startup,         // it does not even answer the startup packet
    first_statement  // it admits the client but answers no statement
  };

  explicit SilentPostgres(SilentFrom from);

  [[nodiscard]] std::string url() const;
  // Waits for another client to send what the server does not answer; false if none does in time.
  [[nodiscard]] bool wait_for_client();

 private:
  std::atomic<int> waiting_ = 0;
  int seen_ = 0;
  RawServer server_;  // last: its threads use the others
};

}  // namespace sent::tests
