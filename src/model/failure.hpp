// SPDX-License-Identifier: Apache-2.0

// The program's one exception: an operation cannot continue. A value.
//
// Foreign exceptions and error codes become a Failure where they enter the program. program/program.cpp logs it and
// exits with its code. The message says what was attempted, on what, and what came back, in lower case without a final
// period. The hint is the operator's next step. Neither contains a secret or a whole request or response.

#pragma once

#include <optional>
#include <stdexcept>
#include <string>

#include "model/exit_code.hpp"

namespace sent {

class Failure final : public std::runtime_error {
 public:
  // Whether the same attempt may succeed later although nobody changed anything.
  enum class Cause { lasting, passing };

  Failure(ExitCode code, const std::string& message, std::optional<std::string> hint = std::nullopt,
          Cause cause = Cause::lasting)
      : std::runtime_error(message), code_(code), hint_(std::move(hint)), cause_(cause) {}

  [[nodiscard]] ExitCode code() const noexcept { return code_; }
  [[nodiscard]] const std::optional<std::string>& hint() const noexcept { return hint_; }
  // Whether repeating the attempt may help. Set where the failure arises.
  [[nodiscard]] bool may_pass() const noexcept { return cause_ == Cause::passing; }

 private:
  ExitCode code_;
  std::optional<std::string> hint_;
  Cause cause_;
};

}  // namespace sent
