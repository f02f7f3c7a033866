// SPDX-License-Identifier: Apache-2.0

// The list in NO_PROXY: receivers that no proxy stands before. Pure.

#pragma once

#include <string_view>

namespace sent::config {

// Whether `list` exempts this receiver. Its items are apart by commas or blanks and are
//   *                 every receiver;
//   example.com       that host and all below it; .example.com and *.example.com are the same;
//   192.0.2.1, ::1    that address, however it is written;
//   192.0.2.0/24      the addresses of a network;
// each but the network also with a port, as [::1]:8443, and then for that port alone. Names are compared
// without regard to case and are not resolved. Items of any other form exempt nothing.
[[nodiscard]] bool exempts(std::string_view list, std::string_view host, std::string_view port);

}  // namespace sent::config
