// SPDX-License-Identifier: Apache-2.0

// The clock of this machine. Thread-safe.

#pragma once

#include <memory>

#include "model/clock.hpp"

namespace sent::io {

[[nodiscard]] std::unique_ptr<Clock> make_system_clock();

}  // namespace sent::io
