// SPDX-License-Identifier: Apache-2.0

// What the settings say about adding up usage. Pure.

#pragma once

#include "config/config.hpp"
#include "expand/chunk_usage.hpp"

namespace sent::job::start {

[[nodiscard]] expand::ExpansionRules expansion_rules(const config::Config& config);

}  // namespace sent::job::start
