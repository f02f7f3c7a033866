// SPDX-License-Identifier: Apache-2.0

// What came back from a database, as the Failure it becomes: exit code, hint, whether repeating may help. Pure.

#pragma once

#include <string>
#include <string_view>

#include "model/failure.hpp"
#include "postgres/access.hpp"

namespace sent::postgres {

struct DatabaseError {
  std::string sqlstate;  // empty: the connection failed, and the server said nothing
  std::string message;   // on one line
};

// `purpose` completes "…: what came back", as in "reading sources". Failure(usage) where the operator must change
// something: a missing privilege or relation, and for counters everything else that cannot pass; otherwise
// Failure(database_unavailable).
[[nodiscard]] Failure failure_of(std::string_view purpose, Access::Database database, const DatabaseError& error);

// A connection that was not made. `place` is a DatabaseLink's `server`; `grant` gives the role CONNECT.
[[nodiscard]] Failure connect_failure(const std::string& place, const std::string& grant, Access::Database database,
                                      const std::string& message);

// A wait that a stop ended.
[[nodiscard]] Failure interrupted_failure(std::string_view purpose);

// Reads libpq's verbose text of an error, "ERROR:  42P01: message" and further lines: the code and the first line. A
// text without a code, as libpq's own messages are, has none.
[[nodiscard]] DatabaseError parse_error(std::string_view text);

}  // namespace sent::postgres
