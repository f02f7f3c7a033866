// SPDX-License-Identifier: Apache-2.0

#include "config/proxy_variable.hpp"

#include "config/no_proxy.hpp"
#include "http/authority.hpp"

namespace sent::config {

namespace {

using Names = std::initializer_list<const char*>;

std::optional<std::string> first_set(const Environment& environment, Names names) {
  for (const char* name : names) {
    if (environment(name)) return name;
  }
  return std::nullopt;
}

bool is_exempt(std::string_view url, std::string_view standard_port, const Environment& environment) {
  const auto list = first_set(environment, {"no_proxy", "NO_PROXY"});
  const auto place = http::split_authority(http::authority_of(url));
  return list && place && exempts(*environment(*list), place->host, place->port.value_or(standard_port));
}

}  // namespace

std::optional<std::string> proxy_variable(std::string_view url, const Environment& environment) {
  const bool tls = url.starts_with("https://");
  const auto variable = tls ? first_set(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
                            : first_set(environment, {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"});
  return is_exempt(url, tls ? "443" : "80", environment) ? std::nullopt : variable;
}

}  // namespace sent::config
