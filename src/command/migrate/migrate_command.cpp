// SPDX-License-Identifier: Apache-2.0

#include "command/migrate/migrate_command.hpp"

#include "ledger/deployment.hpp"

namespace sent::command::migrate {

namespace {

struct MigrateOptions {
  bool with_contract = false;
};

void declare(cli::Declaration& declaration, MigrateOptions& options) {
  declaration.flag("--with-contract", options.with_contract, "also create the reference input tables");
}

// The database undoes a migration that is not committed.
Order order(const MigrateOptions& options) {
  return {config::Need::no_receiver,
          EndsAtOnce{[options](const config::Config& config, log::Log& log, io::StandardOutput&) {
            for (const auto& line : ledger::migrate(config, options.with_contract)) log.info(line);
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
