// SPDX-License-Identifier: Apache-2.0

// The command `status`.

#pragma once

#include "command/definition.hpp"

namespace sent::command::status {

// Prints what the ledger says about a range of days. It reads the input database only to learn whether a day is closed.
[[nodiscard]] Definition make_status_command();

}  // namespace sent::command::status
