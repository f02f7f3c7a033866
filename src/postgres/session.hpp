// SPDX-License-Identifier: Apache-2.0

// A connection to the ledger's database that is made again when it is lost.
//
// Everything is one transaction and nothing of the session is relied upon, so a transaction-pooling PgBouncer may
// sit between. What fails for a reason that may pass (a lost connection, a server that restarts, a serialization
// failure) is run again on a new connection while patience lasts, even if it may have been committed: so every
// transaction must be safe to repeat.

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "retry/patience.hpp"

namespace sent::postgres {

using SqlArguments = std::vector<std::optional<std::string>>;
using SqlRow = std::vector<std::optional<std::string>>;
using SqlRows = std::vector<SqlRow>;

// Valid during the call that hands it over.
class Transaction {
 public:
  virtual ~Transaction() = default;
  // One statement.
  virtual SqlRows execute(std::string_view sql, const SqlArguments& arguments = {}) = 0;
  // One or several, without arguments.
  virtual void script(std::string_view sql) = 0;
};

// Not thread-safe. Failures are Failure(database_unavailable), or Failure(usage) where a privilege or a relation is
// missing; no message holds the URL.
class Session {
 public:
  // Connects at once, and only once: a database that was never there is a failure to report.
  Session(const std::string& url, std::chrono::milliseconds connect_timeout);
  ~Session();

  // Commits what `work` did, or, when it throws, nothing. `purpose` completes "…: what came back" in failures.
  void transaction(std::string_view purpose, const std::function<void(Transaction&)>& work,
                   const retry::Patience& patience = retry::no_patience);

 private:
  class Connection;
  void connect();

  const std::string url_;
  std::unique_ptr<Connection> connection_;  // none after it was lost
};

}  // namespace sent::postgres
