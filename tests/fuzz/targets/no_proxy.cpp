#include "config/no_proxy.hpp"

#include "fuzz/input.hpp"

namespace sent {

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
  const bool exempt = exempts(list, host, port);
  require(exempts(list + ", *", host, port), "a star exempts everything");
  require(exempts("*\t" + list, host, port), "a star exempts everything");
  require(exempts(" ," + list + "," + list, host, port) == exempt, "blanks and repetitions do not count");
  require(exempts(upper(list), upper(host), port) == exempt, "case does not count");
  if (!is_name(host)) return;
  require(exempts(list + " " + host, host, port), "a name exempts itself");
  require(exempts(list + " " + host, "below." + host, port), "a name exempts what is below it");
  require(exempts(host, "beside" + host, port) == host.starts_with('.'), "a name exempts nothing beside it");
}

}  // namespace sent
