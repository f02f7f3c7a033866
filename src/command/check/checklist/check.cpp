// SPDX-License-Identifier: Apache-2.0

#include "command/check/checklist/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sent::command::check::checklist {

Check passed(std::string_view name, std::string message) {
  return {std::string(name), CheckOutcome::ok, std::move(message), std::nullopt, ExitCode::complete};
}

Check warned(std::string_view name, std::string message, std::string hint) {
  return {std::string(name), CheckOutcome::warning, std::move(message), std::move(hint), ExitCode::complete};
}

Check failed(std::string_view name, ExitCode code, std::string message, std::optional<std::string> hint) {
  return {std::string(name), CheckOutcome::error, std::move(message), std::move(hint), code};
}

Check failed(std::string_view name, const Failure& failure) {
  return failed(name, failure.code(), failure.what(), failure.hint());
}

Check skipped(std::string_view name, std::string_view because) {
  return {std::string(name), CheckOutcome::skipped, fmt::format("not checked: {}", because), std::nullopt,
          ExitCode::complete};
}

bool has_error(const Checks& checks) { return exit_code_of(checks) != ExitCode::complete; }

ExitCode exit_code_of(const Checks& checks) {
  const auto error = std::ranges::find(checks, CheckOutcome::error, &Check::outcome);
  return error == checks.end() ? ExitCode::complete : error->code;
}

}  // namespace sent::command::check::checklist
