// SPDX-License-Identifier: Apache-2.0

// The command `migrate`. Pure.

#pragma once

#include "command/definition.hpp"

namespace sent::command::migrate {

// Creates or upgrades the ledger, and with --with-contract the reference input tables.
[[nodiscard]] Definition make_migrate_command();

}  // namespace sent::command::migrate
