// SPDX-License-Identifier: Apache-2.0

#include "config/no_proxy.hpp"

#include "fuzz/input.hpp"

namespace sent::tests {

namespace {

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return text;
}

bool is_name(std::string_view host) {
  return !host.empty() && host.find_first_not_of("abcdefghijklmnopqrstuvwxyz-.") == std::string_view::npos &&
         host.find_first_not_of('.') == 0 && !host.ends_with('.');
}

}  // namespace

// The host, its port, and the list.
void fuzz_no_proxy(Bytes bytes) {
  FuzzInput input(bytes);
  const std::string host(input.line());
  const std::string port = std::to_string(input.number<std::uint16_t>());
  const std::string list(input.rest());
  const bool exempt = config::exempts(list, host, port);
  require(config::exempts(list + ", *", host, port), "a star exempts everything");
  require(config::exempts("*\t" + list, host, port), "a star exempts everything");
  require(config::exempts(" ," + list + "," + list, host, port) == exempt, "blanks and repetitions do not count");
  require(config::exempts(upper(list), upper(host), port) == exempt, "case does not count");
  if (!is_name(host)) return;
  require(config::exempts(list + " " + host, host, port), "a name exempts itself");
  require(config::exempts(list + " " + host, "below." + host, port), "a name exempts what is below it");
  require(config::exempts(host, "beside" + host, port) == host.starts_with('.'), "a name exempts nothing beside it");
}

}  // namespace sent::tests
