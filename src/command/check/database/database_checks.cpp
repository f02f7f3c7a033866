// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/database_checks.hpp"

#include <fmt/format.h>

namespace sent::command::check::database {

checklist::Check judge_server(const postgres::DatabaseLink& link, const ServerFacts& server) {
  return checklist::passed("database", fmt::format("PostgreSQL {}, {}", server.version, link.server));
}

checklist::Check judge_database_tls(std::string_view name, const postgres::DatabaseLink& link) {
  if (link.tls) return checklist::passed(name, *link.tls);
  if (link.on_this_machine) return checklist::passed(name, "not encrypted, but does not leave this machine");
  return checklist::warned(name, fmt::format("the connection to {} is not encrypted", link.server),
                           "add sslmode=verify-full (or require) to the URL, or set PGSSLMODE");
}

checklist::Check judge_clock(std::string_view name, std::string_view setting, const read::ClockReading& reading,
                             std::chrono::milliseconds settle) {
  if (const auto failure = read::clock_failure(setting, reading, settle)) return checklist::failed(name, *failure);
  const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(read::ahead(reading));
  if (std::chrono::abs(ahead) <= read::clock_tolerance)
    return checklist::passed(name, "within a minute of the database's clock");
  return checklist::warned(
      name,
      fmt::format("the database's clock is {} s {} this machine's, and decides which days are closed",
                  std::chrono::abs(ahead).count(), ahead.count() > 0 ? "ahead of" : "behind"),
      "synchronise both by NTP");
}

checklist::Check judge_time_zone(const std::string& time_zone, const day::DayFacts& yesterday) {
  return checklist::passed("time_zone", fmt::format("yesterday in {} was {}, which ended at {}", time_zone,
                                                    iso(yesterday.day), iso_milliseconds(yesterday.ends_at)));
}

checklist::Check judge_connections(const ConnectionFacts& facts, std::int64_t needed) {
  constexpr std::string_view name = "connections";
  const std::string needs = fmt::format("a run needs {} at a time", needed);
  for (const auto& share : facts.shares) {
    if (!share.most) continue;
    if (*share.most < needed) {
      return checklist::failed(name, ExitCode::database_unavailable,
                               fmt::format("{}, and {} may have {}", needs, share.of, *share.most),
                               "raise the limit, for example by `alter role … connection limit …`");
    }
    const std::int64_t left = *share.most - share.in_use;
    if (left < needed) {
      return checklist::warned(
          name,
          fmt::format("{}, and {} may have {}, of which {} are in use now", needs, share.of, *share.most, share.in_use),
          "let a pooler such as PgBouncer sit in between, raise the limit, or run when others do not");
    }
  }
  return checklist::passed(name, needs + ", and as many are free");
}

checklist::Check judge_replica(const ServerFacts& server, const day::DayFacts& yesterday) {
  constexpr std::string_view name = "replica";
  if (!server.is_standby) return checklist::passed(name, "the server is a primary");
  const std::string replayed =
      "a standby that has replayed " +
      (server.replayed_through ? "through " + iso_milliseconds(*server.replayed_through) : "nothing yet");
  const std::string end = fmt::format("the end of {} at {}", iso(yesterday.day), iso_milliseconds(yesterday.ends_at));
  if (server.replayed_through && *server.replayed_through >= yesterday.ends_at) {
    return checklist::passed(name, fmt::format("{}, past {}", replayed, end));
  }
  if (server.has_replayed_all) {
    return checklist::warned(
        name, fmt::format("{}, not past {}; that is all it received", replayed, end),
        "see pg_stat_wal_receiver: if the primary has committed anything since, the standby is cut off from it");
  }
  return checklist::failed(
      name, ExitCode::database_unavailable, fmt::format("{}, not past {}", replayed, end),
      "wait until it has caught up (see pg_stat_replication on its primary), or read from the primary");
}

}  // namespace sent::command::check::database
