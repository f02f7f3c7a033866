// SPDX-License-Identifier: Apache-2.0

#include "command/migrate/migrate_command.hpp"

#include "job/start/fingerprint.hpp"
#include "ledger/deployment.hpp"

namespace sent::command::migrate {

namespace {

struct MigrateOptions {
  bool with_contract = false;
  bool accept_change = false;
};

void declare(cli::Declaration& declaration, MigrateOptions& options) {
  declaration.flag("--with-contract", options.with_contract, "also create the reference input tables");
  declaration.flag("--accept-change", options.accept_change, "let the ledger belong to this deployment from now on");
}

// The database undoes a migration that is not committed.
Order order(const MigrateOptions& options) {
  return {options.accept_change ? config::Need::everything : config::Need::no_receiver,
          EndsAtOnce{[options](const config::Config& config, log::Log& log, io::StandardOutput&) {
            for (const auto& line : ledger::migrate(config, options.with_contract)) log.info(line);
            if (options.accept_change) log.info(ledger::accept_deployment(config, job::start::ask_fingerprint(config)));
            return ExitCode::complete;
          }},
          {}};
}

}  // namespace

Definition make_migrate_command() {
  return define<MigrateOptions>({"migrate", "create or upgrade the ledger", {"database", "ledger"}, {}}, declare,
                                order);
}

}  // namespace sent::command::migrate
