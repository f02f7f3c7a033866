// SPDX-License-Identifier: Apache-2.0

// Turns the errors of a database into Failures: exit code, hint, and whether repeating may help. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/failure.hpp"
#include "postgres/access.hpp"

namespace sent::postgres {

struct DatabaseError {
  std::optional<std::string> sqlstate;  // absent: the connection failed without an error from the server
  std::string message;                  // on one line
};

// `purpose` completes "…: what came back", as in "reading sources". Failure(usage) if the operator must change
// something: for a missing privilege or relation and, on the database with the counters, for every error that is not
// temporary. Otherwise Failure(database_unavailable).
[[nodiscard]] Failure failure_of(std::string_view purpose, Access::Database database, const DatabaseError& error);

// For a connection that could not be made. `place` is the database and the role; `message` is libpq's text, which names
// the server; `grant` is the statement that gives the role CONNECT.
[[nodiscard]] Failure connect_failure(const std::string& place, const std::string& grant, Access::Database database,
                                      const std::string& message);

// For a wait that a stop ended.
[[nodiscard]] Failure interrupted_failure(std::string_view purpose);

// A message of the server with its detail and its hint, both of which may be empty, on one line.
[[nodiscard]] std::string with_advice(std::string_view message, std::string_view detail, std::string_view hint);

// Reads libpq's verbose text of an error, "ERROR:  42P01: message" and further lines: the code, and the message with
// its detail and hint. The code is absent for a text without one, such as libpq's own messages, of which the first line
// counts.
[[nodiscard]] DatabaseError parse_error(std::string_view text);

}  // namespace sent::postgres
