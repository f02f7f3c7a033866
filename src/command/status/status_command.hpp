// SPDX-License-Identifier: Apache-2.0

// The command `status`. Pure.

#pragma once

#include "command/definition.hpp"

namespace sent::command::status {

// Prints what the ledger says about a range of days. Uses the input database only to decide whether days are closed.
[[nodiscard]] Definition make_status_command();

}  // namespace sent::command::status
