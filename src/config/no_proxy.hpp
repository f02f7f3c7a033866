// SPDX-License-Identifier: Apache-2.0

// The list in NO_PROXY: receivers to reach without a proxy. Pure.

#pragma once

#include <string_view>

namespace sent::config {

// Whether `list` exempts this receiver from the proxy. Commas or spaces separate the items:
//   *                 every receiver;
//   example.com       that host and its subdomains; .example.com and *.example.com mean the same;
//   192.0.2.1, ::1    that address, in any notation;
//   192.0.2.0/24      the addresses of a network.
// All except a network may have a port, as in [::1]:8443, and then exempt only that port. Names are compared
// without regard to case and are not resolved. Items of any other form exempt nothing.
[[nodiscard]] bool exempts(std::string_view list, std::string_view host, std::string_view port);

}  // namespace sent::config
