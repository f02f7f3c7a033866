// SPDX-License-Identifier: Apache-2.0

// Waits for an effect of another process.

#pragma once

#include <chrono>
#include <functional>

namespace sent::tests {

// Checks `condition` repeatedly until it is true. False after `most`, which is far longer than a busy machine should
// need.
[[nodiscard]] bool eventually(const std::function<bool()>& condition,
                              std::chrono::seconds most = std::chrono::seconds{30});

}  // namespace sent::tests
