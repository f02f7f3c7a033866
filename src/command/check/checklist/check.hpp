// SPDX-License-Identifier: Apache-2.0

// One thing that can be wrong, and whether it is. The judgements of this folder are pure: facts in, checks out.

#pragma once

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
  skipped,  // cannot be told, because of another check
};

struct Check {
  std::string name;  // what was checked, such as "ledger"; the same thing has the same name whatever came of it
  CheckOutcome outcome = CheckOutcome::ok;
  std::string message;                 // as of a Failure
  std::string hint;                    // the operator's next step; empty when it is ok or there is nothing to advise
  ExitCode code = ExitCode::complete;  // of an error: what the job would end with
};

using Checks = std::vector<Check>;

[[nodiscard]] Check passed(std::string_view name, std::string message);
[[nodiscard]] Check warned(std::string_view name, std::string message, std::string hint);
[[nodiscard]] Check failed(std::string_view name, ExitCode code, std::string message, std::string hint);
// What could not be found out, or be brought about.
[[nodiscard]] Check failed(std::string_view name, const Failure& failure);
[[nodiscard]] Check skipped(std::string_view name, std::string_view because);

[[nodiscard]] bool has_error(const Checks& checks);
// That of the first error; complete when there is none.
[[nodiscard]] ExitCode exit_code_of(const Checks& checks);

}  // namespace sent::command::check::checklist
