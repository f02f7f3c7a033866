// SPDX-License-Identifier: Apache-2.0

// Judges the server that the counters are read from. Pure.

#pragma once

#include <chrono>
#include <string_view>

#include "command/check/checklist/check.hpp"
#include "command/check/database/database_facts.hpp"
#include "day/day_facts.hpp"
#include "postgres/database_link.hpp"

namespace sent::command::check::database {

[[nodiscard]] checklist::Check judge_server(const postgres::DatabaseLink& link, const ServerFacts& server);

// `name` says which connection this is about.
[[nodiscard]] checklist::Check judge_database_tls(std::string_view name, const postgres::DatabaseLink& link);

// `own` is this machine's time, read at the same moment as the server's.
[[nodiscard]] checklist::Check judge_clock(const ServerFacts& server, std::chrono::system_clock::time_point own);

[[nodiscard]] checklist::Check judge_time_zone(const std::string& time_zone, const day::DayFacts& yesterday);

// Whether a standby has replayed enough to read `yesterday` from it.
[[nodiscard]] checklist::Check judge_replica(const ServerFacts& server, const day::DayFacts& yesterday);

}  // namespace sent::command::check::database
