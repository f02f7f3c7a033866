// SPDX-License-Identifier: Apache-2.0

// The receiver: the list of its checks. After an error the list continues without the checks that depend on it.
// Thread-safe.

#pragma once

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"
#include "model/clock.hpp"

namespace sent::command::check::receiver {

// With `wants_test_event`, sends one test event, which the receiver may keep.
[[nodiscard]] checklist::Checks check_receiver(const config::Config& config, const Clock& clock, bool wants_test_event);
}  // namespace sent::command::check::receiver
