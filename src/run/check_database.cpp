#include <optional>

#include "check/contract_checks.hpp"
#include "check/database_checks.hpp"
#include "check/read_cost_check.hpp"
#include "plan/units.hpp"
#include "read/database_probe.hpp"
#include "run/attempt.hpp"
#include "run/checks.hpp"

namespace sent {

namespace {

// Yesterday, unless the server does not know it.
std::optional<DayFacts> check_time(Checks& checks, const Config& config, DatabaseProbe& probe, const ServerFacts& server,
                                   const Clock& clock) {
  add(checks, judge_clock(server, clock.wall()));
  std::optional<DayFacts> yesterday;
  attempt(checks, "time_zone", [&] {
    yesterday = probe.yesterday();
    return judge_time_zone(config.job.timezone, *yesterday);
  });
  if (yesterday) {
    add(checks, judge_replica(server, *yesterday));
  } else {
    skip(checks, {"replica"}, "when yesterday ended is not known");
  }
  return yesterday;
}

void check_contract(Checks& checks, const Config& config, DatabaseProbe& probe) {
  attempt(checks, "contract", [&] { return judge_contract(config.database.schema, probe.contract()); });
  std::optional<PrivilegeFacts> privileges;
  attempt(checks, "privileges", [&] {
    privileges = probe.privileges();
    return judge_privileges(config.database.schema, *privileges);
  });
  if (privileges) {
    add(checks, judge_excess_privileges(*privileges));
  } else {
    skip(checks, {"excess_privileges"}, "privileges could not be read");
  }
}

void check_reads(Checks& checks, const Config& config, DatabaseProbe& probe, Day day) {
  const std::size_t chunk = sources_per_chunk(config.job.memory, 1);
  attempt(checks, "reads_of_source_calls", [&] { return judge_read_costs(probe.read_costs(Counters::calls, day), chunk); });
  attempt(checks, "reads_of_source_library_calls",
          [&] { return judge_read_costs(probe.read_costs(Counters::library_calls, day), chunk); });
}

void check_connected(Checks& checks, const Config& config, DatabaseProbe& probe, const ServerFacts& server, const Clock& clock) {
  add(checks, judge_server(probe.link(), server));
  add(checks, judge_database_tls("database_tls", probe.link()));
  const auto yesterday = check_time(checks, config, probe, server, clock);
  Checks of_contract;
  check_contract(of_contract, config, probe);
  const bool readable = !has_error(of_contract);
  add(checks, std::move(of_contract));
  if (yesterday && readable) {
    check_reads(checks, config, probe, yesterday->day);
  } else {
    skip(checks, {"reads_of_source_calls", "reads_of_source_library_calls"},
         readable ? "which day is to be read is not known" : "the contract cannot be read");
  }
}

}  // namespace

Checks check_database(const Config& config, const Clock& clock) {
  Checks checks;
  const bool reached = attempt(checks, "database", [&] {
    DatabaseProbe probe(config);
    const ServerFacts server = probe.server();
    Checks connected;
    check_connected(connected, config, probe, server, clock);
    return connected;
  });
  if (!reached) {
    skip(checks, {"database_tls", "clock", "time_zone", "replica", "contract", "privileges", "excess_privileges",
                  "reads_of_source_calls", "reads_of_source_library_calls"}, "the database was not reached");
  }
  return checks;
}

}  // namespace sent
