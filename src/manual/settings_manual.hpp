// SPDX-License-Identifier: Apache-2.0

// sent-source-data.toml(5), derived from the tables of settings and presets.

#pragma once

#include <string>
#include <string_view>

namespace sent::manual {

// In man(7); `date` is an ISO day. Pure.
[[nodiscard]] std::string settings_manual(std::string_view date);

}  // namespace sent::manual
