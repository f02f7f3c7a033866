// SPDX-License-Identifier: Apache-2.0

// Waiting for what another process brings about.

#pragma once

#include <chrono>
#include <functional>

namespace sent::tests {

// Asks again and again until `condition` holds; false when it does not within `most`, which is far longer
// than a busy machine should need.
[[nodiscard]] bool eventually(const std::function<bool()>& condition,
                              std::chrono::seconds most = std::chrono::seconds{30});

}  // namespace sent::tests
