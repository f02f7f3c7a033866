// SPDX-License-Identifier: Apache-2.0

#include "http/wire/name_lookup.hpp"

#include <netdb.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

namespace sent::http::wire {

namespace {

Address address_of(const addrinfo& found) {
  Address address;
  address.size = std::min<socklen_t>(found.ai_addrlen, sizeof address.place);
  std::memcpy(&address.place, found.ai_addr, address.size);
  return address;
}

}  // namespace

Lookup look_up(const std::string& host, const std::string& port) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found);
  if (error == EAI_SYSTEM) return {{}, std::generic_category().message(errno)};
  if (error != 0) return {{}, ::gai_strerror(error)};
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(found, &::freeaddrinfo);
  Lookup lookup;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next)
    lookup.addresses.push_back(address_of(*each));
  lookup.addresses = families_in_turn(std::move(lookup.addresses));
  return lookup;
}

std::vector<Address> families_in_turn(std::vector<Address> addresses) {
  for (std::size_t i = 1; i < addresses.size(); ++i) {
    const auto begin = addresses.begin() + static_cast<std::ptrdiff_t>(i);
    const auto next = std::find_if(begin, addresses.end(), [&](const Address& address) {
      return address.place.ss_family != addresses[i - 1].place.ss_family;
    });
    if (next != addresses.end()) std::rotate(begin, next, next + 1);
  }
  return addresses;
}

}  // namespace sent::http::wire
