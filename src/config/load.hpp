// SPDX-License-Identifier: Apache-2.0

// Loads the configuration from defaults, the preset, a TOML file, the environment and --set; later places override
// earlier ones. All errors are reported at once. Thread-safe.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "config/config.hpp"

namespace sent::config {

// Looks up an environment variable. A parameter, so that tests need not change the environment of the process.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// Whether the receiver must be configured too. A dry run, `migrate`, `plan` and `status` do not need it.
enum class Need { everything, no_receiver };

// Throws Failure(usage) that lists every setting that is unknown (with the nearest name), malformed, out of bounds or
// missing, with its value unless that is secret, and where it came from.
[[nodiscard]] Config load_config(const std::optional<std::string>& path, const Environment& environment,
                                 std::span<const std::pair<std::string, std::string>> settings,
                                 Need need = Need::everything);

}  // namespace sent::config
