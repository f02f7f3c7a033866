// SPDX-License-Identifier: Apache-2.0

// The transport that the settings choose. Thread-safe.

#pragma once

#include <string_view>

#include "config/config.hpp"
#include "ship/transport.hpp"

namespace sent::job::start {

// This program's name in HTTP.
inline constexpr std::string_view user_agent = "sent-source-data/" SENT_VERSION;

// Throws Failure(usage) if sink.url, sink.ca_file or sink.path cannot be used.
[[nodiscard]] ship::TransportFactory transports_of(const config::Config& config);

}  // namespace sent::job::start
