// SPDX-License-Identifier: Apache-2.0

// The options of `run` and `backfill`.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/declaration.hpp"
#include "command/deliver/assignment.hpp"

namespace sent::command::deliver {

// The options that both commands have.
struct DeliveryOptions {
  bool dry_run = false;
  std::optional<DryRunFormat> format;
  std::optional<std::size_t> limit;
  std::vector<std::string> sources;  // empty: all
  std::vector<std::string> users;    // empty: all
  bool no_wait = false;
};

struct RunOptions {
  std::optional<Day> date;
  DeliveryOptions delivery;
};

struct BackfillOptions {
  std::optional<Day> from;  // required, as is `to`
  std::optional<Day> to;
  bool resend = false;
  DeliveryOptions delivery;
};

void declare_run(cli::Declaration& declaration, RunOptions& options);
void declare_backfill(cli::Declaration& declaration, BackfillOptions& options);

// Both throw Failure(usage) if options contradict each other. Pure.
[[nodiscard]] Assignment assignment_of(const RunOptions& options);
[[nodiscard]] Assignment assignment_of(const BackfillOptions& options);

}  // namespace sent::command::deliver
