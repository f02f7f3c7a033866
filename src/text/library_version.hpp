// SPDX-License-Identifier: Apache-2.0

// Whether the name of a library ends in a version, so that each release becomes a property of its own. Pure.

#pragma once

#include <string_view>

namespace sent::text {

// True for "analytics-node/6.1.2", "python 1.4b2", "ios@4" and "js-v2.0.0-rc.1"; false for "analytics.js", "net2" and
// "es-5".
[[nodiscard]] bool ends_in_version(std::string_view library);

}  // namespace sent::text
