// SPDX-License-Identifier: Apache-2.0

#include "http/authority.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/integer.hpp"

namespace sent::http {

std::optional<Authority> split_authority(std::string_view text) {
  std::size_t host_end = 0;
  Authority authority;
  if (text.starts_with('[')) {
    host_end = text.find(']');
    if (host_end == std::string_view::npos) return std::nullopt;
    authority.host = text.substr(1, host_end++ - 1);
    if (authority.host.find(':') == std::string_view::npos) return std::nullopt;
  } else {
    host_end = std::min(text.find(':'), text.size());
    authority.host = text.substr(0, host_end);
  }
  const std::string_view rest = text.substr(host_end);
  if (rest.starts_with(':')) authority.port = rest.substr(1);
  if (authority.host.empty() || (!rest.empty() && !authority.port)) return std::nullopt;
  return authority;
}

std::string join_authority(std::string_view host, std::string_view port) {
  const bool v6 = host.find(':') != std::string_view::npos;
  return fmt::format("{}{}{}:{}", v6 ? "[" : "", host, v6 ? "]" : "", port);
}

std::string_view authority_of(std::string_view url) {
  const std::string_view rest = url.substr(url.find("//") + 2);
  return rest.substr(0, rest.find_first_of("/?#"));
}

std::string_view path_of(std::string_view url) {
  const std::size_t begin = url.find_first_of("/?#", url.find("//") + 2);
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = url.substr(begin);
  return rest.substr(0, rest.find_first_of("?#"));
}

bool valid_port(std::string_view text) {
  const auto port = text::parse_integer(text);
  return port && *port >= 1 && *port <= 65535;
}

}  // namespace sent::http
