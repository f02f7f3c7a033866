// SPDX-License-Identifier: Apache-2.0

// The commands `run` and `backfill`. Pure.

#pragma once

#include <functional>

#include "command/definition.hpp"
#include "command/deliver/assignment.hpp"

namespace sent::command::deliver {

// What --dry-run does instead of delivering.
using DryRunWork = std::function<ExitCode(const Assignment&, const config::Config&, log::Log&, io::StandardOutput&)>;

[[nodiscard]] Definition make_run_command(const DryRunWork& dry_run);
[[nodiscard]] Definition make_backfill_command(const DryRunWork& dry_run);

}  // namespace sent::command::deliver
