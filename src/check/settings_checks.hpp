// Judges the settings. Pure.

#pragma once

#include "check/check.hpp"
#include "config/config.hpp"

namespace sent {

// Settings that were accepted.
[[nodiscard]] Check judge_settings(const Config& config);

// What load_config() threw: a check for each line of it, the last with the hint.
[[nodiscard]] Checks judge_bad_settings(const Failure& failure);

}  // namespace sent
