// SPDX-License-Identifier: Apache-2.0

// Judges the settings. Pure.

#pragma once

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"

namespace sent::command::check {

// Settings that were accepted.
[[nodiscard]] checklist::Check judge_settings(const config::Config& config);

// For a Failure of load_config(): one check for each line of its message, the last with the hint.
[[nodiscard]] checklist::Checks judge_bad_settings(const Failure& failure);

}  // namespace sent::command::check
