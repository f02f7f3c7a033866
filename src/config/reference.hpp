// SPDX-License-Identifier: Apache-2.0

// The reference page of all settings, rendered from their table.

#pragma once

#include <string>
#include <string_view>

namespace sent::config {

// Where settings come from and how their values are written: sentences, names and values between backticks.
extern const std::string_view settings_introduction;

// docs/settings.md as Markdown. Pure.
[[nodiscard]] std::string settings_reference();

}  // namespace sent::config
