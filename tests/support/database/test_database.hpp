// SPDX-License-Identifier: Apache-2.0

// A test's own database, with the contract's reference tables in schema source_data and a ledger. Dropped at the end.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/database/test_session.hpp"
#include "support/servers/postgres_cluster.hpp"

namespace sent::tests {

class TestDatabase {
 public:
  enum class With { contract_and_ledger, contract, nothing };

  explicit TestDatabase(With with = With::contract_and_ledger);
  // In the test's own cluster, which must be running at the end.
  explicit TestDatabase(PostgresCluster& cluster, With with = With::contract_and_ledger);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string url() const;
  // One or several statements, search_path source_data. Throws with the server's message.
  void exec(const std::string& sql) { session_->exec(sql); }
  std::vector<std::vector<std::optional<std::string>>> query(const std::string& sql) { return session_->query(sql); }
  // The value of a query with one row and one column.
  std::string value(const std::string& sql) { return session_->value(sql); }
  // sql/sample/sample.sql, for the day `day`.
  void load_sample(const std::string& day);
  // To be called after the server has ended this object's session.
  void reconnect();

 private:
  void administrate(const std::string& sql);

  PostgresCluster& cluster_;
  std::string name_;
  std::optional<TestSession> session_;
};

}  // namespace sent::tests
