// SPDX-License-Identifier: Apache-2.0

// The receiver that the settings name, as an endpoint.

#pragma once

#include <string_view>

#include "config/config.hpp"
#include "http/endpoint.hpp"

namespace sent::ship {

// Throws Failure(usage) when sink.url cannot be used.
[[nodiscard]] http::Endpoint make_endpoint(const config::Config::Sink& sink, std::string_view user_agent);

}  // namespace sent::ship
