// SPDX-License-Identifier: Apache-2.0

// A test's own session on a PostgreSQL server.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sent::tests {

// Every failure is a std::runtime_error with the server's message. Not thread-safe.
class TestSession {
 public:
  explicit TestSession(const std::string& url);

  // One or several statements.
  void exec(const std::string& sql);
  std::vector<std::vector<std::optional<std::string>>> query(const std::string& sql);
  // The value of a query with one row and one column.
  std::string value(const std::string& sql);

 private:
  struct Closer {
    void operator()(void* connection) const;
  };
  std::unique_ptr<void, Closer> connection_;
};

}  // namespace sent::tests
