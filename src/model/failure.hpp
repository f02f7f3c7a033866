// SPDX-License-Identifier: Apache-2.0

// The one exception of the program: this run cannot go on, and this is why.
//
// Foreign exceptions and error codes are translated into it at the edge where they arise; it is caught
// in program/program.cpp, which logs it and exits with its code. The message says what was attempted, on what, and
// what came back, in lower case without a final period; the hint is the operator's next step. Neither
// ever holds a secret or a whole body.

#pragma once

#include <stdexcept>
#include <string>

#include "model/exit_code.hpp"

namespace sent {

class Failure final : public std::runtime_error {
 public:
  Failure(ExitCode code, const std::string& message, std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

  [[nodiscard]] ExitCode code() const noexcept { return code_; }
  // Empty when there is nothing to advise.
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }

 private:
  ExitCode code_;
  std::string hint_;
};

}  // namespace sent
