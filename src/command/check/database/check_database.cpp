// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/check_database.hpp"

#include <optional>
#include <string_view>

#include "command/check/checklist/attempt.hpp"
#include "command/check/database/contract_checks.hpp"
#include "command/check/database/database_checks.hpp"
#include "command/check/database/database_probe.hpp"
#include "command/check/database/next_day.hpp"
#include "command/check/database/read_cost_check.hpp"
#include "command/check/mapping/check_mapping.hpp"
#include "day/units.hpp"

namespace sent::command::check::database {

namespace {

// Returns yesterday; nothing if the server does not know the time zone.
std::optional<day::DayFacts> check_time(checklist::Checks& checks, const config::Config& config, DatabaseProbe& probe,
                                        const ServerFacts& server, Clock& clock) {
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

// Both read on two connections and ask on a third; the ledger has two.
constexpr std::int64_t connections_to_read = 3;
constexpr std::int64_t connections_to_the_ledger = 2;

void check_connections(checklist::Checks& checks, const config::Config& config, DatabaseProbe& probe) {
  const std::int64_t needed = connections_to_read + (config.ledger.url ? 0 : connections_to_the_ledger);
  checklist::attempt(checks, "connections", [&] { return judge_connections(probe.connections(), needed); });
}

void check_connected(checklist::Checks& checks, const config::Config& config, DatabaseProbe& probe,
                     const ServerFacts& server, Clock& clock) {
  checklist::add(checks, judge_server(probe.link(), server));
  checklist::add(checks, judge_database_tls("database_tls", probe.link()));
  check_connections(checks, config, probe);
  const auto yesterday = check_time(checks, config, probe, server, clock);
  checklist::Checks of_contract;
  check_contract(of_contract, config, probe,
                 yesterday ? yesterday->day : Day{std::chrono::floor<std::chrono::days>(server.now)});
  const bool readable = !checklist::has_error(of_contract);
  checklist::add(checks, std::move(of_contract));
  if (yesterday && readable) {
    const day::DayFacts next = next_day(config, *yesterday);
    check_reads(checks, config, probe, next.day);
    checklist::add(checks, mapping::check_mapping(config, clock, next));
  } else {
    checklist::skip(checks, {"reads_of_source_calls", "reads_of_source_library_calls", "mapping"},
                    readable ? "the day to read is unknown" : "the contract cannot be read");
  }
}

void skip_the_rest(checklist::Checks& checks, std::string_view because) {
  checklist::skip(checks,
                  {"database_tls", "connections", "clock", "time_zone", "replica", "contract", "privileges",
                   "excess_privileges", "reads_of_source_calls", "reads_of_source_library_calls", "mapping"},
                  because);
}

}  // namespace

checklist::Checks check_database(const config::Config& config, Clock& clock) {
  checklist::Checks checks;
  const bool reached = checklist::attempt(checks, "database", [&] {
    DatabaseProbe probe(config);
    checklist::Checks connected{probe.engine()};
    if (checklist::has_error(connected)) {
      skip_the_rest(connected, "a run cannot read from this kind of server");
      return connected;
    }
    const ServerFacts server = probe.server();
    check_connected(connected, config, probe, server, clock);
    return connected;
  });
  if (!reached) skip_the_rest(checks, "the database was not reached");
  return checks;
}

}  // namespace sent::command::check::database
