// SPDX-License-Identifier: Apache-2.0

// How checks look, to people and to programs. Pure.

#pragma once

#include <string>

#include "command/check/checklist/check.hpp"

namespace sent::command::check::checklist {

// A line for each check, its columns aligned, with its hint below; then a line that counts them. `colour`: with the
// escape sequences of a terminal. Control characters in a check are written out.
[[nodiscard]] std::string check_list(const Checks& checks, bool colour);

// {"checks": [{"name", "outcome", "message", "hint"}, …], "ok"}: hint is null when there is none, ok says that no check
// is an error. What is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::string check_document(const Checks& checks);

}  // namespace sent::command::check::checklist
