// The reference page of all settings, rendered from their table.

#pragma once

#include <string>

namespace sent {

// docs/settings.md as Markdown. Pure.
[[nodiscard]] std::string settings_reference();

}  // namespace sent
