// SPDX-License-Identifier: Apache-2.0

// Checks as text for people and as JSON for programs. Pure.

#pragma once

#include <string>

#include "command/check/checklist/check.hpp"

namespace sent::command::check::checklist {

// A line for each check, in aligned columns and with its hint below; then a line that counts them. `colour`: with the
// escape sequences of a terminal. Shows control characters of a check as text.
[[nodiscard]] std::string check_list(const Checks& checks, bool colour);

// {"checks": [{"name", "outcome", "message", "hint"}, …], "ok"}: `hint` may be null, and `ok` is true if no check is an
// error. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string check_document(const Checks& checks);

}  // namespace sent::command::check::checklist
