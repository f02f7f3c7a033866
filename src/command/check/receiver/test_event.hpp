// SPDX-License-Identifier: Apache-2.0

// The event that shows whether a receiver accepts events at all. Pure.

#pragma once

#include <string>
#include <string_view>

#include "encode/message_id.hpp"
#include "model/day.hpp"

namespace sent::command::check::receiver {

// An event outside the tracking plan: its name is "Sent Source Data Test", its user sent-source-data-check, its only
// property test, and its integrations keep it from every destination. `id` must be new.
[[nodiscard]] std::string test_event(const Uuid& id, Instant timestamp, std::string_view library_version);

}  // namespace sent::command::check::receiver
