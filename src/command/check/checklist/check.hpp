// SPDX-License-Identifier: Apache-2.0

// One check of the command `check`, and its outcome. A value.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/exit_code.hpp"
#include "model/failure.hpp"

namespace sent::command::check::checklist {

enum class CheckOutcome {
  ok,
  warning,  // the job works, but not as well or as safely as it could
  error,    // the job does not work
  skipped,  // depends on another check, which failed
};

struct Check {
  std::string name;  // what was checked, such as "ledger"; the same whatever the outcome
  CheckOutcome outcome = CheckOutcome::ok;
  std::string message;                 // as in a Failure
  std::optional<std::string> hint;     // the operator's next step
  ExitCode code = ExitCode::complete;  // of an error: the exit code of a run
};

using Checks = std::vector<Check>;

[[nodiscard]] Check passed(std::string_view name, std::string message);
[[nodiscard]] Check warned(std::string_view name, std::string message, std::string hint);
[[nodiscard]] Check failed(std::string_view name, ExitCode code, std::string message, std::optional<std::string> hint);
// For a question that failed.
[[nodiscard]] Check failed(std::string_view name, const Failure& failure);
[[nodiscard]] Check skipped(std::string_view name, std::string_view because);

[[nodiscard]] bool has_error(const Checks& checks);
// The code of the first error; ExitCode::complete if there is no error.
[[nodiscard]] ExitCode exit_code_of(const Checks& checks);

}  // namespace sent::command::check::checklist
