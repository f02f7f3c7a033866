// SPDX-License-Identifier: Apache-2.0

// Loads the configuration from defaults, the preset, a TOML file, the environment and --set; later places override
// earlier ones. All errors are reported at once. Thread-safe.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "config/config.hpp"
#include "config/environment.hpp"

namespace sent::config {

// What to do about a setting that is refused.
inline constexpr std::string_view settings_hint = "see docs/settings.md for every setting and its values";

// Whether the receiver must be configured too.
enum class Need {
  everything,
  receiver_if_possible,  // what is wrong about it is in Config::Sink::faults: `check` goes on without
  no_receiver,           // a dry run, `migrate`, `plan`, `status`
};

// Throws Failure(usage) that lists every setting that is unknown (with the nearest name), malformed, out of bounds or
// missing, with its value unless that is secret, and where it came from. A variable whose name begins like those of
// settings is one of them, unless Kubernetes makes it for a service.
[[nodiscard]] Config load_config(const std::optional<std::string>& path, const Environment& environment,
                                 std::span<const std::pair<std::string, std::string>> settings,
                                 Need need = Need::everything);

}  // namespace sent::config
