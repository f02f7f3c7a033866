// SPDX-License-Identifier: Apache-2.0

// The one exception of the program: this run cannot go on, and this is why.
//
// Foreign exceptions and error codes are translated into it at the edge where they arise; it is caught
// in main(), which logs it and exits with its code. The message says what was attempted, on what, and
// what came back, in lower case without a final period; the hint is the operator's next step. Neither
// ever holds a secret or a whole body.

#pragma once

#include <stdexcept>
#include <string>

#include "model/exit_code.hpp"

namespace sent {

class Failure final : public std::runtime_error {
 public:
  // Whether the same attempt may succeed later although nobody changed anything.
  enum class Cause { lasting, passing };

  Failure(ExitCode code, const std::string& message, std::string hint = {}, Cause cause = Cause::lasting)
      : std::runtime_error(message), code_(code), hint_(std::move(hint)), cause_(cause) {}

  [[nodiscard]] ExitCode code() const noexcept { return code_; }
  // Empty when there is nothing to advise.
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
  // Whether repeating the attempt may help. Set where the failure arises.
  [[nodiscard]] bool may_pass() const noexcept { return cause_ == Cause::passing; }

 private:
  ExitCode code_;
  std::string hint_;
  Cause cause_;
};

}  // namespace sent
