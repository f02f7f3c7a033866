// Judges the server that the counters are read from. Pure.

#pragma once

#include <chrono>
#include <string_view>

#include "check/check.hpp"
#include "plan/due_days.hpp"
#include "read/database_facts.hpp"

namespace sent {

[[nodiscard]] Check judge_server(const DatabaseLink& link, const ServerFacts& server);

// `name` says of which connection.
[[nodiscard]] Check judge_database_tls(std::string_view name, const DatabaseLink& link);

// `own` is this machine's time, read next to the server's.
[[nodiscard]] Check judge_clock(const ServerFacts& server, std::chrono::system_clock::time_point own);

[[nodiscard]] Check judge_time_zone(const std::string& time_zone, const DayFacts& yesterday);

// Whether a standby has got so far that `yesterday` can be read from it.
[[nodiscard]] Check judge_replica(const ServerFacts& server, const DayFacts& yesterday);

}  // namespace sent
