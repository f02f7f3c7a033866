// SPDX-License-Identifier: Apache-2.0

// What a command line asks to deliver. Pure.

#pragma once

#include "cli/command_line.hpp"
#include "job/event_stream.hpp"

namespace sent::job {

// The options of `run` or `backfill`, whichever `command` is.
[[nodiscard]] const cli::Delivery& delivery_of(const cli::Command& command);
[[nodiscard]] bool is_resend(const cli::Command& command);
[[nodiscard]] EventFilter filter_of(const cli::Delivery& delivery);

}  // namespace sent::job
