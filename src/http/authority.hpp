// SPDX-License-Identifier: Apache-2.0

// host[:port], as it appears in URLs and in lists of hosts: split and joined. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sent::http {

// Views into the text that was split.
struct Authority {
  std::string_view host;  // without the brackets of an IPv6 address; not empty
  std::optional<std::string_view> port;
};

// Nothing if the host is missing, or if a bracket is not closed, contains no colon, or is followed by anything but a
// port.
[[nodiscard]] std::optional<Authority> split_authority(std::string_view text);
// Adds the brackets of an IPv6 address.
[[nodiscard]] std::string join_authority(std::string_view host, std::string_view port);
// The part of a URL between the // and the path, query or fragment.
[[nodiscard]] std::string_view authority_of(std::string_view url);
// The part after that, up to query or fragment: "/v1/batch", or nothing.
[[nodiscard]] std::string_view path_of(std::string_view url);
// Decimal, from 1 to 65535.
[[nodiscard]] bool valid_port(std::string_view text);

}  // namespace sent::http
