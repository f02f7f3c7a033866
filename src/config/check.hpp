// SPDX-License-Identifier: Apache-2.0

// What a configuration must fulfil beyond the form of each setting by itself.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "config/load.hpp"

namespace sent::config {

// " (from --set)" for a setting's name.
using Origin = std::function<std::string(std::string_view name)>;

// One line for each thing that is wrong, which the setting's name begins; none shows a secret.
[[nodiscard]] std::vector<std::string> check_config(const Config& config, Need need, const Origin& origin);

}  // namespace sent::config
