// SPDX-License-Identifier: Apache-2.0

// Asks the database of database.url what it is like, outside of any delivery. Changes nothing in it.

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "command/check/database/database_facts.hpp"
#include "config/config.hpp"
#include "day/due_days.hpp"
#include "postgres/connection.hpp"
#include "read/usage_source.hpp"

namespace sent::command::check::database {

// How a connection to `url` comes about. Failures as those of PostgresConnection.
[[nodiscard]] postgres::DatabaseLink link_to(const std::string& url, std::chrono::milliseconds connect_timeout);

// One connection; relies on nothing of its session, so a transaction-pooling PgBouncer may sit between. Not
// thread-safe. Failures as those of PostgresConnection; a question that failed leaves the next one to be asked.
class DatabaseProbe {
 public:
  // Connects at once. `config` must outlive it.
  explicit DatabaseProbe(const config::Config& config);

  [[nodiscard]] postgres::DatabaseLink link() const { return connection_.link(); }
  [[nodiscard]] ServerFacts server();
  // The last day in job.timezone that has ended by the server's clock. Failure(usage) when the server does not know
  // that zone.
  [[nodiscard]] day::DayFacts yesterday();
  // Every relation of the contract. Whether the server takes the statements that read them is asked only of a schema
  // that this role may use, since it says of others that they do not exist.
  [[nodiscard]] std::vector<RelationFacts> contract();
  [[nodiscard]] PrivilegeFacts privileges();
  // Of the read of one day. REQUIRES: the contract is fulfilled and may be read.
  [[nodiscard]] ReadCosts read_costs(read::Counters relation, Day day);

 private:
  [[nodiscard]] std::optional<bool> may_use_schema();
  [[nodiscard]] std::optional<std::string> refusal_of(const std::string& relation);
  [[nodiscard]] std::optional<std::string> denial_of(const std::string& relation);
  [[nodiscard]] std::set<std::string> unreadable_relations();
  [[nodiscard]] ReadEstimate estimate(std::string_view purpose, std::string_view sql,
                                      std::span<const postgres::Parameter> parameters);

  const config::Config& config_;
  postgres::PostgresConnection connection_;
};

}  // namespace sent::command::check::database
