// SPDX-License-Identifier: Apache-2.0

// The receiver that the settings name, as an endpoint, and whom to trust for it. Thread-safe.

#pragma once

#include <string_view>

#include "config/config.hpp"
#include "http/endpoint.hpp"
#include "http/tls.hpp"

namespace sent::ship {

// Throws Failure(usage) if sink.url cannot be used.
[[nodiscard]] http::Endpoint make_endpoint(const config::Config::Sink& sink, std::string_view user_agent);

// For connections to such an endpoint; null if sink.url is http. Throws Failure(usage) if the certificates in
// sink.ca_file, or else the system's, cannot be read.
[[nodiscard]] http::TlsContext make_tls(const config::Config::Sink& sink, const http::Endpoint& endpoint);

}  // namespace sent::ship
