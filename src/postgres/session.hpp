// SPDX-License-Identifier: Apache-2.0

// Transactions on a database, over a connection that is made again after it was lost.
//
// Everything happens in a transaction, prepared by sql/session/prepare.sql, and relies on no state of the session. So
// settings of the role or the database have no effect, and a transaction-pooling PgBouncer may sit in between.

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/access.hpp"
#include "postgres/database_link.hpp"
#include "postgres/literals.hpp"
#include "postgres/row.hpp"
#include "retry/patience.hpp"

namespace sent::postgres {

using Parameters = std::vector<Parameter>;

// The settings of every transaction of a session. A value.
struct TransactionSettings {
  enum class Kind { read_write, read_only, snapshot };  // snapshot: read only, and all of it sees the same data

  Kind kind = Kind::read_write;
  std::optional<std::string> schema;  // where unqualified names resolve; absent: in pg_catalog only
  std::string time_zone = "UTC";
  std::chrono::milliseconds lock_timeout{0};  // 0: no limit; likewise for the next
  std::chrono::milliseconds statement_timeout{0};
  bool policies_may_hide_rows = false;  // otherwise a row that row-level security hides is an error
};

class Transaction;

// Not thread-safe. Failures are those of Connection.
class Session {
 public:
  enum class Connect { now, when_needed };

  // With Connect::now, connects at once and does not retry: a database that was never reachable is reported at once.
  Session(Access access, TransactionSettings settings, Connect connect = Connect::now);
  // REQUIRES: `other` has no transaction.
  Session(Session&& other) noexcept;
  ~Session();

  // How it is connected. Connects first if necessary.
  [[nodiscard]] DatabaseLink link();

  // Runs `work` and commits it, or commits nothing if it throws. Runs it again after a temporary failure while
  // `patience` lasts, on a new connection if the old one was lost, and even if the transaction may have been committed.
  // So with patience, `work` must be safe to repeat. `purpose` completes "…: what came back" in failures, as in
  // "reading sources".
  void transaction(const std::string& purpose, const std::function<void(Transaction&)>& work,
                   const retry::Patience& patience = retry::no_patience);
  // One statement as a transaction of its own, in the same way.
  [[nodiscard]] Rows query(const std::string& purpose, std::string_view sql, const Parameters& parameters = {},
                           const retry::Patience& patience = retry::no_patience);

 private:
  friend class Transaction;
  class Open;
  Open& open();
  [[nodiscard]] std::string begin_statement(const Open& open, const std::optional<std::string>& snapshot) const;

  Access access_;
  TransactionSettings settings_;
  std::unique_ptr<Open> open_;  // null if there is no connection
};

// One transaction, from its construction to commit(); without commit() it changes nothing. A session has one at a time,
// and must outlive it. Not thread-safe. Failures are those of Connection.
class Transaction {
 public:
  // `snapshot`: the one that another transaction exported, to see the same data.
  Transaction(Session& session, std::string purpose, const std::optional<std::string>& snapshot = std::nullopt);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // One statement.
  Rows execute(std::string_view sql, const Parameters& parameters = {});
  // The first row of a statement that always has one.
  Row one(std::string_view sql, const Parameters& parameters = {});
  // One or several statements, without parameters.
  Rows script(const std::string& sql);
  // Runs the select `sql` as binary COPY and hands over each message of its stream, the first with the file's header.
  void copy(std::string_view purpose, std::string_view sql, std::span<const Parameter> parameters,
            const std::function<void(std::span<const char>)>& message);
  // How the server would run copy(), as its EXPLAIN says in JSON.
  [[nodiscard]] std::string explain(std::string_view sql, std::span<const Parameter> parameters);

  void commit();
  // Ends it by ending the connection, without asking the server.
  void abandon();

 private:
  [[nodiscard]] std::string with_literals_of(std::string_view sql, std::span<const Parameter> parameters);

  Session& session_;
  const std::string purpose_;
  bool ended_ = false;
};

}  // namespace sent::postgres
