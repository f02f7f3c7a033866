// SPDX-License-Identifier: Apache-2.0

// One connection to PostgreSQL for reading: plain statements and bulk COPY. The only user of libpq;
// everything that is not bulk goes through libpqxx elsewhere.

#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/database_link.hpp"

namespace sent::postgres {

using Parameter = std::optional<std::string>;
using ResultRow = std::vector<std::optional<std::string>>;

// Throws Failure(usage) when libpq cannot read `url`, the value of `setting`. What libpq says of it is left out,
// because it quotes parts, and a part may be the password.
void require_readable_url(std::string_view setting, const std::string& url);

// Not thread-safe. Failures are Failure(database_unavailable), or Failure(usage) where the server says
// that a relation, column or privilege is missing; no message holds the URL's password.
class PostgresConnection {
 public:
  // `url`: a libpq URL or key=value string; empty: the PG* variables. `stop` ends a copy(), even one for which the
  // server has nothing yet: it is canceled there, and Failure(interrupted) is thrown.
  PostgresConnection(const std::string& url, std::chrono::milliseconds connect_timeout, std::stop_token stop = {});

  [[nodiscard]] DatabaseLink link() const;

  // `purpose` completes "…: what came back" in failures, as in "reading sources".
  std::vector<ResultRow> query(std::string_view purpose, std::string_view sql,
                               std::span<const Parameter> parameters = {});
  std::vector<ResultRow> query(std::string_view purpose, std::string_view sql,
                               std::initializer_list<Parameter> parameters) {
    return query(purpose, sql, std::span(parameters.begin(), parameters.size()));
  }

  // Runs the select `sql` as binary COPY and hands over each message of its stream, the first with
  // the file's header. COPY takes no parameters, so they are put into the text as quoted literals.
  void copy(std::string_view purpose, std::string_view sql, std::span<const Parameter> parameters,
            const std::function<void(std::span<const char>)>& message);

  // How the server would go about copy(), as its EXPLAIN says in JSON.
  [[nodiscard]] std::string plan(std::string_view purpose, std::string_view sql, std::span<const Parameter> parameters);

 private:
  struct Closer {
    void operator()(void* connection) const;
  };
  void await_input(std::string_view purpose);
  void cancel();
  [[nodiscard]] std::string with_literals(std::string_view sql, std::span<const Parameter> parameters);

  std::unique_ptr<void, Closer> connection_;
  std::stop_token stop_;
  bool asked_ = false;  // without waiting, the last time
};

}  // namespace sent::postgres
