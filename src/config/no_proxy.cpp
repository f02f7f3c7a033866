// SPDX-License-Identifier: Apache-2.0

#include "config/no_proxy.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "config/parse_value.hpp"
#include "http/authority.hpp"
#include "text/integer.hpp"
#include "text/lower_case.hpp"

namespace sent::config {

namespace {

struct Address {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t bits = 0;  // 32 or 128

  bool operator==(const Address&) const = default;
};

std::optional<Address> parse_address(std::string_view host) {
  const std::string text(host);
  Address address;
  if (inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1) {
    address.bits = 32;
  } else if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) {
    address.bits = 128;
  } else {
    return std::nullopt;
  }
  return address;
}

bool same_beginning(const Address& a, const Address& b, std::size_t bits) {
  const std::size_t whole = bits / 8;
  if (!std::equal(a.bytes.begin(), a.bytes.begin() + whole, b.bytes.begin())) return false;
  const unsigned rest = bits % 8;
  return rest == 0 || ((a.bytes[whole] ^ b.bytes[whole]) >> (8 - rest)) == 0;
}

bool in_network(std::string_view network, std::string_view bits_text, std::string_view host) {
  const auto first = parse_address(network);
  const auto address = parse_address(host);
  const auto bits = text::parse_integer(bits_text);
  return first && address && bits && first->bits == address->bits && *bits <= first->bits &&
         same_beginning(*first, *address, *bits);
}

std::string normal(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return text::lower_case(name);
}

bool same_or_below(std::string_view domain, std::string_view host) {
  if (domain.starts_with("*.")) domain.remove_prefix(1);
  if (domain.starts_with('.')) domain.remove_prefix(1);
  const std::string upper = normal(domain);
  const std::string name = normal(host);
  return !upper.empty() && (name == upper || name.ends_with("." + upper));
}

// An IPv6 address needs no brackets if no port follows it.
std::optional<http::Authority> split_item(std::string_view item) {
  if (parse_address(item)) return http::Authority{item, std::nullopt};
  return http::split_authority(item);
}

bool exempts_one(std::string_view item, std::string_view host, std::string_view port) {
  if (const std::size_t slash = item.find('/'); slash != std::string_view::npos) {
    return in_network(item.substr(0, slash), item.substr(slash + 1), host);
  }
  const auto place = split_item(item);
  if (!place || (place->port && *place->port != port)) return false;
  if (place->host == "*") return true;
  const auto address = parse_address(host);
  return address ? parse_address(place->host) == address : same_or_below(place->host, host);
}

}  // namespace

bool exempts(std::string_view list, std::string_view host, std::string_view port) {
  constexpr std::string_view separators = ", \t";
  while (true) {
    list.remove_prefix(std::min(list.find_first_not_of(separators), list.size()));
    if (list.empty()) return false;
    const std::string_view item = list.substr(0, list.find_first_of(separators));
    if (exempts_one(item, host, port)) return true;
    list.remove_prefix(item.size());
  }
}

}  // namespace sent::config
