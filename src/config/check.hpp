// SPDX-License-Identifier: Apache-2.0

// Checks how settings fit together; the form of each one has been checked before.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

namespace sent::config {

// " (from --set)" for a setting's name.
using Origin = std::function<std::string(std::string_view name)>;

// One line for each mistake, starting with the setting's name. No line contains a secret. Pure.
[[nodiscard]] std::vector<std::string> check_config(const Config& config, const Origin& origin);
// The same for what a receiver needs.
[[nodiscard]] std::vector<std::string> check_receiver(const Config::Sink& sink, const Origin& origin);

}  // namespace sent::config
