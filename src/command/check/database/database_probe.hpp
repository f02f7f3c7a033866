// SPDX-License-Identifier: Apache-2.0

// Reads what `check` judges about the database of database.url. Changes nothing in it.

#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "command/check/database/database_facts.hpp"
#include "config/config.hpp"
#include "day/day_facts.hpp"
#include "postgres/session.hpp"
#include "read/usage_source.hpp"

namespace sent::command::check::database {

// How the program connects to a database. Failures are those of Session.
[[nodiscard]] postgres::DatabaseLink link_to(const postgres::Access& access);

// Not thread-safe. Failures are those of Session; after a question has failed, the next one can still be asked.
class DatabaseProbe {
 public:
  // Connects at once. `config` must outlive it.
  explicit DatabaseProbe(const config::Config& config);

  [[nodiscard]] postgres::DatabaseLink link() { return session_.link(); }
  [[nodiscard]] ServerFacts server();
  // The last day in job.timezone that has ended by the server's clock. Throws Failure(usage) if the server does not
  // know that zone.
  [[nodiscard]] day::DayFacts yesterday();
  // Every relation of the contract. Tries the statements that read them only if this role may use the schema: otherwise
  // the server says that the relations do not exist.
  [[nodiscard]] std::vector<RelationFacts> contract();
  [[nodiscard]] PrivilegeFacts privileges();
  // The costs of reading one day. REQUIRES: the contract is complete and readable.
  [[nodiscard]] ReadCosts read_costs(read::Counters relation, Day day);

 private:
  [[nodiscard]] std::optional<bool> may_use_schema();
  [[nodiscard]] std::optional<std::string> refusal_of(const std::string& relation);
  [[nodiscard]] std::optional<std::string> denial_of(const std::string& relation);
  [[nodiscard]] std::set<std::string> unreadable_relations();
  // The error with which the server answers `attempt`; nothing if it accepts it.
  [[nodiscard]] std::optional<std::string> objection_to(const std::string& relation,
                                                        const std::function<void(postgres::Transaction&)>& attempt);

  const config::Config& config_;
  postgres::Session session_;
};

}  // namespace sent::command::check::database
