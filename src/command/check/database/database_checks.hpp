// SPDX-License-Identifier: Apache-2.0

// Judges the server that the counters are read from. Pure.

#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "command/check/checklist/check.hpp"
#include "command/check/database/database_facts.hpp"
#include "day/day_facts.hpp"
#include "postgres/database_link.hpp"
#include "read/clock_difference.hpp"

namespace sent::command::check::database {

[[nodiscard]] checklist::Check judge_server(const postgres::DatabaseLink& link, const ServerFacts& server);

// `name` says which connection this is about.
[[nodiscard]] checklist::Check judge_database_tls(std::string_view name, const postgres::DatabaseLink& link);

// `name` says which database's clock this is about, and `setting` has its URL. `settle`: job.settle.
[[nodiscard]] checklist::Check judge_clock(std::string_view name, std::string_view setting,
                                           const read::ClockReading& reading, std::chrono::milliseconds settle);

[[nodiscard]] checklist::Check judge_time_zone(const std::string& time_zone, const day::DayFacts& yesterday);

// Whether a run gets the sessions that it needs at a time: `needed` on this server.
[[nodiscard]] checklist::Check judge_connections(const ConnectionFacts& facts, std::int64_t needed);

// Whether a standby has replayed enough to read `yesterday` from it.
[[nodiscard]] checklist::Check judge_replica(const ServerFacts& server, const day::DayFacts& yesterday);

}  // namespace sent::command::check::database
