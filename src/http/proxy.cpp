// SPDX-License-Identifier: Apache-2.0

#include "http/proxy.hpp"

#include <algorithm>
#include <charconv>

#include "http/authority.hpp"
#include "text/lower_case.hpp"

namespace sent::http {

namespace {

bool is_blank_or_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7f;
}

bool may_stand_in_host(char c) {
  return c > 0x20 && c < 0x7f && std::string_view("/?#@%\\").find(c) == std::string_view::npos;
}

// A % without two hexadecimal digits after it stands for itself, as in curl.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    unsigned char byte = 0;
    const std::string_view digits = text.substr(1, 2);
    const char* const end = digits.data() + digits.size();
    const bool escaped =
        text.front() == '%' && digits.size() == 2 && std::from_chars(digits.data(), end, byte, 16).ptr == end;
    decoded += escaped ? static_cast<char>(byte) : text.front();
    text.remove_prefix(escaped ? 3 : 1);
  }
  return decoded;
}

// A user without a password has an empty one.
std::optional<std::string> credentials_of(std::string_view user_info) {
  if (user_info.empty()) return std::nullopt;
  const std::size_t colon = std::min(user_info.find(':'), user_info.size());
  const std::string_view password = user_info.substr(std::min(colon + 1, user_info.size()));
  return percent_decoded(user_info.substr(0, colon)) + ":" + percent_decoded(password);
}

}  // namespace

std::string Proxy::shown() const { return join_authority(host, port); }

std::optional<Proxy> parse_proxy(std::string_view text) {
  if (std::ranges::any_of(text, is_blank_or_control)) return std::nullopt;
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    if (text::lower_case(text.substr(0, scheme)) != "http") return std::nullopt;
    text.remove_prefix(scheme + 3);
  }
  if (text.ends_with('/')) text.remove_suffix(1);
  // The last @, because a password may contain an unescaped one.
  const std::size_t at = text.rfind('@');
  const bool has_user = at != std::string_view::npos;
  const auto place = split_authority(has_user ? text.substr(at + 1) : text);
  if (!place || !std::ranges::all_of(place->host, may_stand_in_host)) return std::nullopt;
  if (place->port && !valid_port(*place->port)) return std::nullopt;
  return Proxy{std::string(place->host), std::string(place->port.value_or("80")),
               has_user ? credentials_of(text.substr(0, at)) : std::nullopt};
}

}  // namespace sent::http
