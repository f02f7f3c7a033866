// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/engine_check.hpp"

#include <fmt/format.h>

#include <array>

namespace sent::command::check::database {

namespace {

enum class Fitness { works, with_care, not_enough };

struct Engine {
  std::string_view in_version;  // part of version(); empty: told by a mark
  std::string_view mark;
  std::string_view name;
  Fitness fitness;
  std::string_view known;  // what to know, or what does not work
  std::string_view hint;
};

// The first that fits counts: an engine may contain what tells another.
constexpr std::array engines{
    Engine{"CockroachDB", "", "CockroachDB", Fitness::not_enough,
           "copies the rows of a query only as text, and a run reads them in binary form",
           "copy the counters to a PostgreSQL, and let database.url lead there"},
    Engine{"-YB-", "", "YugabyteDB", Fitness::with_care,
           "exports snapshots, by which a run reads, only since 2.25 and if ysql_enable_pg_export_snapshot is on",
           "turn it on, and try `sent-source-data run --dry-run`; or copy the counters to a PostgreSQL"},
    Engine{"Redshift", "", "Amazon Redshift", Fitness::not_enough,
           "has neither COPY to the client nor exported snapshots, by which a run reads",
           "copy the counters to a PostgreSQL, and let database.url lead there"},
    Engine{"", "citus", "Citus", Fitness::with_care,
           "one snapshot spans the tables of one node only, so rows that are written during a read may be seen in part",
           "distribute the contract's tables by source_id, and send a day once it is final; see docs/scale.md"},
    Engine{"", "aurora", "Amazon Aurora", Fitness::works,
           "a reader endpoint leads to several servers, so one connection reads; an instance endpoint is faster", ""},
    Engine{"", "timescaledb", "TimescaleDB", Fitness::works,
           "a continuous aggregate shows what it has materialised; let usage_complete say through which day", ""},
};

bool is(const Engine& engine, std::string_view version, std::string_view marks) {
  if (!engine.in_version.empty()) return version.find(engine.in_version) != std::string_view::npos;
  return fmt::format(" {} ", marks).find(fmt::format(" {} ", engine.mark)) != std::string::npos;
}

}  // namespace

checklist::Check judge_engine(std::string_view version, std::string_view marks) {
  constexpr std::string_view name = "engine";
  for (const Engine& engine : engines) {
    if (!is(engine, version, marks)) continue;
    const std::string message = fmt::format("{}: {}", engine.name, engine.known);
    if (engine.fitness == Fitness::works) return checklist::passed(name, message);
    if (engine.fitness == Fitness::with_care) return checklist::warned(name, message, std::string(engine.hint));
    return checklist::failed(name, ExitCode::usage, message, std::string(engine.hint));
  }
  return checklist::passed(name, "PostgreSQL itself, as far as it can be told");
}

}  // namespace sent::command::check::database
