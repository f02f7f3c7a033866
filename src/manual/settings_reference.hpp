// SPDX-License-Identifier: Apache-2.0

// The reference page of all settings.

#pragma once

#include <string>
#include <string_view>

namespace sent::manual {

// Where settings come from and how to write their values, in sentences, with names and values between backticks.
extern const std::string_view settings_introduction;

// docs/settings.md as Markdown. Pure.
[[nodiscard]] std::string settings_reference();

}  // namespace sent::manual
