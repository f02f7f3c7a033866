// SPDX-License-Identifier: Apache-2.0

// Statements on a connection that was made elsewhere, by libpqxx; the only user of it.
//
// This header and its source are C++17, because Debian and Ubuntu compile libpqxx as that: in C++20, its headers
// declare other constructors and exceptions of another size than the library has.

#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

extern "C" struct pg_conn;

namespace sent::postgres {

// What came back as PostgreSQL writes it; none: NULL. A value.
struct StatementResult {
  using Fields = std::vector<std::optional<std::string>>;

  std::vector<std::string> names;
  std::vector<Fields> rows;  // as many fields as names
};

// What the server or libpq said, unchanged. Empty or libpqxx's own words when the connection was lost.
class StatementError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Not thread-safe. A failure of the server or of the connection is a StatementError; what libpqxx says of its misuse, a
// bug, passes through.
class Statements {
 public:
  // Neither ends nor changes `connection`, which must outlive it.
  explicit Statements(pg_conn* connection);
  ~Statements();
  Statements(const Statements&) = delete;
  Statements& operator=(const Statements&) = delete;

  // One or several statements; the answer to the last.
  StatementResult run(const std::string& sql);
  // One statement.
  StatementResult run(const std::string& sql, const std::vector<std::optional<std::string>>& parameters);

 private:
  class Lent;
  std::unique_ptr<Lent> lent_;
};

}  // namespace sent::postgres
