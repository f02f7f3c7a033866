// SPDX-License-Identifier: Apache-2.0

// The exit codes. Help and manual pages are made from this table; tests compare README and deploy/ with it. A code
// describes the state of the requested day or range (README, "Exit codes"). Values.

#pragma once

#include <array>
#include <string_view>

namespace sent {

enum class ExitCode : int {
  complete = 0,
  unexpected = 1,
  usage = 2,
  events_rejected = 3,
  database_unavailable = 4,
  receiver_refuses = 5,
  receiver_unavailable = 6,
  day_held_elsewhere = 7,
  day_not_closed = 8,
  interrupted = 130,
  terminated = 143,
};

struct ExitCodeMeaning {
  ExitCode code;
  std::string_view meaning;
};

inline constexpr std::array<ExitCodeMeaning, 11> exit_codes{{
    {ExitCode::complete, "complete"},
    {ExitCode::unexpected, "unexpected failure"},
    {ExitCode::usage, "usage or configuration"},
    {ExitCode::events_rejected, "finished, some events rejected"},
    {ExitCode::database_unavailable, "database unavailable"},
    {ExitCode::receiver_refuses, "receiver refuses credentials"},
    {ExitCode::receiver_unavailable, "receiver unavailable or time budget spent"},
    {ExitCode::day_held_elsewhere, "another worker holds the day"},
    {ExitCode::day_not_closed, "the day is not closed yet"},
    {ExitCode::interrupted, "stopped by SIGINT, ledger consistent"},
    {ExitCode::terminated, "stopped by SIGTERM, ledger consistent"},
}};

}  // namespace sent
