// SPDX-License-Identifier: Apache-2.0

// What a command is: its options, the settings it uses, how a signal ends it, and what it does. Each folder below this
// one makes one or two of these values; program/registry.cpp lists them.

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

// Work that leaves nothing half-done: a signal ends the process at once. What it prints is flushed after it.
struct EndsAtOnce {
  std::function<ExitCode(const config::Config&, log::Log&, io::StandardOutput&)> work;
};

// Work that the ledger records. Once it calls Signals::begin_recording(), a signal asks it to stop, and it returns when
// the ledger holds what was accepted. What it came to goes into the facts as soon as it is known, also when it throws;
// its metrics are published after it, if it `speaks_for_days`: a run that --source or --user narrows does not.
struct EndsRecorded {
  bool speaks_for_days = true;
  std::function<ExitCode(const config::Config&, log::Log&, job::Signals&, Clock&, metrics::RunFacts&)> work;
};

// What one command line asks for, decided.
struct Order {
  config::Need need = config::Need::no_receiver;
  std::variant<EndsAtOnce, EndsRecorded> work;
  // Reports settings that load_config() refused; empty: in the log, as any other failure.
  std::function<ExitCode(const Failure&, io::StandardOutput&)> report_bad_settings;
};

struct Definition {
  cli::CommandDeclaration line;
  std::function<Order()> order;  // of the options that were parsed; throws Failure(usage) if they contradict each other
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
