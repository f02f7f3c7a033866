// SPDX-License-Identifier: Apache-2.0

// A seed from the system's random numbers. Thread-safe.

#pragma once

#include <cstdint>

namespace sent::job::start {

[[nodiscard]] std::uint64_t random_seed();

}  // namespace sent::job::start
