// SPDX-License-Identifier: Apache-2.0

// Where the configuration comes from: defaults, the preset, a TOML file, the environment, --set; the
// later wins. All errors are reported at once.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "config/config.hpp"

namespace sent::config {

// Looks up an environment variable; injected so that tests need not change the process's own.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// Whether the receiver must be configured too: not for a dry run, `migrate` or `plan`.
enum class Need { everything, no_receiver };

// Throws Failure(usage) naming every setting that is unknown (with the nearest name), malformed, out of
// bounds or missing, with its value (unless secret) and where it came from.
[[nodiscard]] Config load_config(const std::optional<std::string>& path, const Environment& environment,
                                 std::span<const std::pair<std::string, std::string>> settings,
                                 Need need = Need::everything);

}  // namespace sent::config
