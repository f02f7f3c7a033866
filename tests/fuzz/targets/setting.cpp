// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include "config/load.hpp"
#include "config/settings.hpp"
#include "fuzz/input.hpp"
#include "fuzz/text_checks.hpp"
#include "model/failure.hpp"

namespace sent::tests {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

const config::Environment nowhere;

// Empty when they are accepted.
std::string refusal_of(const Pairs& pairs) {
  try {
    (void)config::load_config(std::nullopt, nowhere, pairs, config::Need::no_receiver);
    return {};
  } catch (const Failure& failure) {
    require(failure.code() == ExitCode::usage, "a setting is the user's");
    return failure.what();
  }
}

}  // namespace

// The setting's name, then its text.
void fuzz_setting(Bytes bytes) {
  FuzzInput input(bytes);
  const std::string name(input.line());
  const std::string text(input.rest());
  const std::string refusal = refusal_of({{name, text}});
  if (config::find_setting(name) == nullptr) require(!refusal.empty(), "a setting that there is not is refused");
  if (refusal.empty()) return;
  require(!has_controls(refusal), "a message can be printed");
  require(refusal == refusal_of({{"job.settle", "3h"}, {name, text}}) || name == "job.settle",
          "what is right does not matter to what is wrong");
}

}  // namespace sent::tests
