// SPDX-License-Identifier: Apache-2.0

// Says in one sentence whether everything has been delivered, and what to do if not. Pure.

#pragma once

#include <string>
#include <vector>

#include "command/status/report/status.hpp"
#include "command/status/report/status_totals.hpp"

namespace sent::command::status::report {

enum class Tone {
  good,       // every closed day is complete, without rejected events
  attention,  // every closed day is complete, with rejected events
  bad,        // some closed days are partial or missing
  waiting,    // no day is closed yet
};

// A command for the operator, and its effect.
struct NextStep {
  std::string command;
  std::string effect;
};

struct Headline {
  Tone tone = Tone::waiting;
  std::string sentence;
  std::vector<NextStep> next_steps;
};

// `totals` must be those of `status`.
[[nodiscard]] Headline headline_of(const Status& status, const StatusTotals& totals);

}  // namespace sent::command::status::report
