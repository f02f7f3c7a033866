// SPDX-License-Identifier: Apache-2.0

// What a command is: its options, the settings it uses, how a signal ends it, and what it does. Each folder below this
// one makes one or two of these values; program/registry.cpp lists them. Values.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "cli/declaration.hpp"
#include "config/config.hpp"
#include "config/load.hpp"
#include "io/standard_output.hpp"
#include "job/signals.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"
#include "model/failure.hpp"

namespace sent::command {

// Work that leaves nothing half-done: a signal ends the process at once. Its output is flushed afterwards.
struct EndsAtOnce {
  std::function<ExitCode(const config::Config&, log::Log&, io::StandardOutput&)> work;
};

// Work that the ledger records. Once it calls Signals::begin_recording(), a signal asks it to stop, and it returns when
// everything accepted is recorded. It stores its results in the facts as soon as they are known, even if it throws
// later. Afterwards its metrics are published if it `speaks_for_days`, which a run narrowed by --source or --user does
// not.
struct EndsRecorded {
  bool speaks_for_days = true;
  std::function<ExitCode(const config::Config&, log::Log&, job::Signals&, Clock&, metrics::RunFacts&)> work;
};

// The work that one command line asks for.
struct Order {
  config::Need need = config::Need::no_receiver;
  std::variant<EndsAtOnce, EndsRecorded> work;
  // Reports settings that load_config() refused. If empty, they are logged like any other failure.
  std::function<ExitCode(const Failure&, io::StandardOutput&)> report_bad_settings;
};

struct Definition {
  cli::CommandDeclaration line;
  // Makes the order from the parsed options. Throws Failure(usage) if they contradict each other.
  std::function<Order()> order;
};

// A command whose options are `Options`. One value serves one command line.
template <typename Options>
Definition define(cli::CommandDeclaration line, void (*declare)(cli::Declaration&, Options&),
                  std::function<Order(const Options&)> order) {
  const auto options = std::make_shared<Options>();
  line.declare = [declare, options](cli::Declaration& declaration) { declare(declaration, *options); };
  return {std::move(line), [options, order = std::move(order)] { return order(*options); }};
}

}  // namespace sent::command
