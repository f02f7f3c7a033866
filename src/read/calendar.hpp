// SPDX-License-Identifier: Apache-2.0

// What the database says about time and about the input contract, asked when a run starts.

#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "day/day_facts.hpp"
#include "model/day.hpp"
#include "postgres/session.hpp"
#include "read/contract.hpp"
#include "read/counters_session.hpp"
#include "retry/patience.hpp"

namespace sent::read {

// A session on database.url for the questions at the start of a run. Repeats a question that fails temporarily while
// `patience` lasts. Not thread-safe. Failures are those of Session, and Failure(usage) for a schema that lacks part of
// the contract or has a column of another type, or a role that may not read it.
class Calendar {
 public:
  // Connects at once and does not retry: a database that was never reachable is reported at once. Once `stop` is
  // requested, every question ends with Failure(interrupted).
  Calendar(const config::Config& config, retry::Patience patience, std::stop_token stop = {});
  // The same, on another database than database.url.
  Calendar(const CountersAccess& access, const config::Config::Event& event, retry::Patience patience,
           std::stop_token stop = {});

  struct Now {
    Instant instant;
    Day today;  // in job.timezone
  };
  [[nodiscard]] Now now();
  // The name of the database, as its server knows it.
  [[nodiscard]] std::string database_name();
  [[nodiscard]] std::vector<day::DayFacts> facts(DayRange days);
  // Checks the contract and that the role may read it.
  [[nodiscard]] FoundContract contract();
  struct UsageComplete {
    bool in_use;  // it has a row
    std::optional<Day> through;
  };
  // REQUIRES: contract() has usage_complete.
  [[nodiscard]] UsageComplete usage_complete();
  struct CounterDays {
    // Of the window; the day before it if there are earlier counters. Absent: there are none until it ends.
    std::optional<Day> first;
    bool is_ahead;  // a day after today has counters
  };
  // Nothing if the server would have to read much for it.
  [[nodiscard]] std::optional<CounterDays> counter_days(Counters counters, DayRange window, Day today);
  // The calls of a day, as a share of the mean of the `days_before` days before it; nothing if those have none. Reads
  // all of these days. REQUIRES: days_before > 0.
  [[nodiscard]] std::optional<double> share_of_calls(Day day, int days_before);
  // REQUIRES, like the next: the contract is right.
  [[nodiscard]] bool is_source(const std::string& id);
  // Cuts the sources into ranges of `sources_per_chunk`; returns the id at which each but the first begins.
  [[nodiscard]] std::vector<std::string> chunk_bounds(std::size_t sources_per_chunk);

 private:
  void check_privileges();
  [[nodiscard]] postgres::Rows ask(const std::string& purpose, std::string_view sql,
                                   const postgres::Parameters& parameters = {});

  std::string schema_;
  std::string time_zone_;
  std::chrono::seconds time_of_day_;  // of an event's timestamp
  retry::Patience patience_;
  postgres::Session session_;
};

// What `schema` has of the contract. Failures are those of Session.
[[nodiscard]] FoundContract ask_contract(postgres::Session& session, const std::string& schema,
                                         const retry::Patience& patience = retry::no_patience);

// The same as now() and facts(), on another session on database.url, with job.timezone and event.time_of_day. Failures
// are those of Session, and of ask_now() Failure(usage) if `time_zone` is not a name.
[[nodiscard]] Calendar::Now ask_now(postgres::Session& session, const std::string& time_zone,
                                    const retry::Patience& patience = retry::no_patience);
[[nodiscard]] std::vector<day::DayFacts> ask_facts(postgres::Session& session, DayRange days,
                                                   const std::string& time_zone, std::chrono::seconds time_of_day,
                                                   const retry::Patience& patience = retry::no_patience);

}  // namespace sent::read
