// SPDX-License-Identifier: Apache-2.0

// Whether everything is delivered, in one sentence, and what to do when it is not. Pure.

#pragma once

#include <string>
#include <vector>

#include "command/status/report/status.hpp"
#include "command/status/report/status_totals.hpp"

namespace sent::command::status::report {

enum class Tone {
  good,       // all that is due is delivered
  attention,  // all that is due is complete, some events are rejected
  bad,        // some days are partial or missing
  waiting,    // no day is closed yet
};

// A command for the operator, and what it does.
struct NextStep {
  std::string command;
  std::string effect;
};

struct Headline {
  Tone tone = Tone::waiting;
  std::string sentence;
  std::vector<NextStep> next_steps;
};

// `totals` are those of `status`.
[[nodiscard]] Headline headline_of(const Status& status, const StatusTotals& totals);

}  // namespace sent::command::status::report
