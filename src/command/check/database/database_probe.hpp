// SPDX-License-Identifier: Apache-2.0

// Reads what `check` judges about the database of database.url. Changes nothing in it.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "command/check/checklist/check.hpp"
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
  // The kind of server, judged: the other questions may fail on some kinds.
  [[nodiscard]] checklist::Check engine();
  [[nodiscard]] ServerFacts server();
  [[nodiscard]] ConnectionFacts connections();
  // The last day in job.timezone that has ended by the server's clock. Throws Failure(usage) if the server does not
  // know that zone.
  [[nodiscard]] day::DayFacts yesterday();
  // What the schema has of the contract. Reads a row of each relation that is right and that this role may read, by
  // the statements of a run, in each form that the range of a chunk can have. `day`: the last one of which counters are
  // read.
  [[nodiscard]] ContractFacts contract(Day day);
  [[nodiscard]] PrivilegeFacts privileges();
  // The costs of reading one day. REQUIRES: the contract is complete and readable.
  [[nodiscard]] ReadCosts read_costs(read::Counters relation, Day day);

 private:
  [[nodiscard]] std::optional<bool> may_use_schema();
  [[nodiscard]] std::set<std::string> unreadable_relations();
  // Throws what the server answers.
  void read_one_row(Relation relation, const read::FoundContract& found, Day day);

  const config::Config& config_;
  postgres::Session session_;
};

}  // namespace sent::command::check::database
