// SPDX-License-Identifier: Apache-2.0

// Which variable of the environment names the proxy to a receiver, by the manners of curl. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/load.hpp"

namespace sent::config {

// The first that is not empty of https_proxy and HTTPS_PROXY for an https URL, or of http_proxy and
// HTTP_PROXY for an http one, then of all_proxy and ALL_PROXY. Nothing when there is none, or when no_proxy
// or else NO_PROXY exempts the URL's host.
[[nodiscard]] std::optional<std::string> proxy_variable(std::string_view url, const Environment& environment);

}  // namespace sent::config
