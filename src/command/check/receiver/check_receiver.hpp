// SPDX-License-Identifier: Apache-2.0

// The checks of `check` on the receiver and on where metrics go, made and judged. Each goes on after what is wrong:
// what cannot be told for that reason is skipped.

#pragma once

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"
#include "model/clock.hpp"

namespace sent::command::check::receiver {

// The receiver. With `wants_test_event` it gets one, which it may keep.
[[nodiscard]] checklist::Checks check_receiver(const config::Config& config, const Clock& clock, bool wants_test_event);

// Where metrics go, when they go anywhere.
[[nodiscard]] checklist::Checks check_metrics(const config::Config& config);

}  // namespace sent::command::check::receiver
