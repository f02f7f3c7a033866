// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/check_database.hpp"

#include <optional>

#include "command/check/checklist/attempt.hpp"
#include "command/check/database/contract_checks.hpp"
#include "command/check/database/database_checks.hpp"
#include "command/check/database/database_probe.hpp"
#include "command/check/database/read_cost_check.hpp"
#include "day/units.hpp"

namespace sent::command::check::database {

namespace {

// Returns yesterday; nothing if the server does not know the time zone.
std::optional<day::DayFacts> check_time(checklist::Checks& checks, const config::Config& config, DatabaseProbe& probe,
                                        const ServerFacts& server, const Clock& clock) {
  const auto own = clock.wall();
  checklist::add(checks, judge_clock("clock", "database.url", {server.now, own, own}, config.job.settle));
  std::optional<day::DayFacts> yesterday;
  checklist::attempt(checks, "time_zone", [&] {
    yesterday = probe.yesterday();
    return judge_time_zone(config.job.timezone, *yesterday);
  });
  if (yesterday) {
    checklist::add(checks, judge_replica(server, *yesterday));
  } else {
    checklist::skip(checks, {"replica"}, "the end of yesterday is unknown");
  }
  return yesterday;
}

void check_contract(checklist::Checks& checks, const config::Config& config, DatabaseProbe& probe, Day day) {
  checklist::attempt(checks, "contract", [&] { return judge_contract(config.database.schema, probe.contract(day)); });
  std::optional<PrivilegeFacts> privileges;
  checklist::attempt(checks, "privileges", [&] {
    privileges = probe.privileges();
    return judge_privileges(config.database.schema, *privileges);
  });
  if (privileges) {
    checklist::add(checks, judge_excess_privileges(*privileges));
  } else {
    checklist::skip(checks, {"excess_privileges"}, "privileges could not be read");
  }
}

void check_reads(checklist::Checks& checks, const config::Config& config, DatabaseProbe& probe, Day day) {
  const std::size_t chunk = day::sources_per_chunk(config.job.memory, 1);
  checklist::attempt(checks, "reads_of_source_calls",
                     [&] { return judge_read_costs(probe.read_costs(read::Counters::calls, day), chunk); });
  checklist::attempt(checks, "reads_of_source_library_calls",
                     [&] { return judge_read_costs(probe.read_costs(read::Counters::library_calls, day), chunk); });
}

void check_connected(checklist::Checks& checks, const config::Config& config, DatabaseProbe& probe,
                     const ServerFacts& server, const Clock& clock) {
  checklist::add(checks, judge_server(probe.link(), server));
  checklist::add(checks, judge_database_tls("database_tls", probe.link()));
  const auto yesterday = check_time(checks, config, probe, server, clock);
  checklist::Checks of_contract;
  check_contract(of_contract, config, probe,
                 yesterday ? yesterday->day : Day{std::chrono::floor<std::chrono::days>(server.now)});
  const bool readable = !checklist::has_error(of_contract);
  checklist::add(checks, std::move(of_contract));
  if (yesterday && readable) {
    check_reads(checks, config, probe, yesterday->day);
  } else {
    checklist::skip(checks, {"reads_of_source_calls", "reads_of_source_library_calls"},
                    readable ? "the day to read is unknown" : "the contract cannot be read");
  }
}

}  // namespace

checklist::Checks check_database(const config::Config& config, const Clock& clock) {
  checklist::Checks checks;
  const bool reached = checklist::attempt(checks, "database", [&] {
    DatabaseProbe probe(config);
    const ServerFacts server = probe.server();
    checklist::Checks connected;
    check_connected(connected, config, probe, server, clock);
    return connected;
  });
  if (!reached) {
    checklist::skip(checks,
                    {"database_tls", "clock", "time_zone", "replica", "contract", "privileges", "excess_privileges",
                     "reads_of_source_calls", "reads_of_source_library_calls"},
                    "the database was not reached");
  }
  return checks;
}

}  // namespace sent::command::check::database
