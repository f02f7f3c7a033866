// SPDX-License-Identifier: Apache-2.0

// host[:port], as it stands in URLs and lists of hosts, taken apart and put together. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sent::http {

// Views into the text that it was taken from.
struct Authority {
  std::string_view host;  // without the brackets of an IPv6 address; not empty
  std::optional<std::string_view> port;
};

// Nothing when there is no host, or when a bracket is not closed, holds no colon, or is followed by anything but
// a port.
[[nodiscard]] std::optional<Authority> split_authority(std::string_view text);
// With brackets as needed.
[[nodiscard]] std::string join_authority(std::string_view host, std::string_view port);
// What stands between the // of a URL and its path, query or fragment.
[[nodiscard]] std::string_view authority_of(std::string_view url);
// What follows it, up to query or fragment: "/v1/batch", or nothing.
[[nodiscard]] std::string_view path_of(std::string_view url);
// Decimal, from 1 to 65535.
[[nodiscard]] bool valid_port(std::string_view text);

}  // namespace sent::http
