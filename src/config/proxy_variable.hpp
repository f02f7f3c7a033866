// SPDX-License-Identifier: Apache-2.0

// Which environment variable names the proxy to a receiver, by the conventions of curl. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/load.hpp"

namespace sent::config {

// For an https URL, the first of https_proxy, HTTPS_PROXY, all_proxy and ALL_PROXY that is not empty; for an http URL
// likewise, starting with http_proxy and HTTP_PROXY. Nothing if all are empty, or if no_proxy, or else NO_PROXY,
// exempts the URL's host.
[[nodiscard]] std::optional<std::string> proxy_variable(std::string_view url, const Environment& environment);

}  // namespace sent::config
