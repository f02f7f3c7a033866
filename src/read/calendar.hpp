// SPDX-License-Identifier: Apache-2.0

// What the database knows about time and about the contract: asked once, when a run starts.

#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "day/due_days.hpp"
#include "model/day.hpp"
#include "postgres/connection.hpp"
#include "retry/patience.hpp"

namespace sent::read {

// One connection to database.url for the questions at the start of a run. What fails for a reason that may pass is
// asked again on a new connection while `patience` lasts. Not thread-safe. Failures as those of PostgresConnection, and
// Failure(usage) for a schema that lacks part of the contract, or a role that may not read it.
class Calendar {
 public:
  // Connects at once, and only once: a database that was never there is a failure to report.
  Calendar(const config::Config& config, retry::Patience patience);
  ~Calendar();

  struct Now {
    Instant instant;
    Day today;  // in job.timezone
  };
  [[nodiscard]] Now now();
  [[nodiscard]] std::vector<day::DayFacts> facts(DayRange days);
  // Checks the contract and that it may be read; the relations the schema has, for the optional ones.
  [[nodiscard]] std::set<std::string> relations();
  struct UsageComplete {
    bool in_use;  // it has its row
    std::optional<Day> through;
  };
  // What usage_complete says. REQUIRES: relations() has named it.
  [[nodiscard]] UsageComplete usage_complete();
  // Cuts the sources into ranges of `sources_per_chunk`: the ids at which each but the first begins.
  [[nodiscard]] std::vector<std::string> chunk_bounds(std::size_t sources_per_chunk);

 private:
  void check_privileges();
  void connect();
  std::vector<postgres::ResultRow> ask(std::string_view purpose, std::string_view sql,
                                       std::initializer_list<postgres::Parameter> parameters = {});
  // With the contract's schema as search path, in a transaction of its own, so that nothing of the session is relied
  // upon behind a pooler.
  std::vector<postgres::ResultRow> ask_in_schema(std::string_view purpose, std::string_view sql,
                                                 std::initializer_list<postgres::Parameter> parameters = {});
  std::vector<postgres::ResultRow> patiently(
      const std::function<std::vector<postgres::ResultRow>(postgres::PostgresConnection&)>& question);

  config::Config config_;
  retry::Patience patience_;
  std::unique_ptr<postgres::PostgresConnection> connection_;
};

}  // namespace sent::read
