// SPDX-License-Identifier: Apache-2.0

#include "http/proxy.hpp"

#include "fuzz/input.hpp"
#include "fuzz/text_checks.hpp"

namespace sent::tests {

namespace {

void check_no_secret_is_shown(std::string_view text) {
  const auto proxy = http::parse_proxy("http://user:S3CRET" + std::string(text) + "@proxy.test:3128");
  if (!proxy) return;
  require(proxy->shown() == "proxy.test:3128", "only the place is shown");
  require(proxy->credentials.value_or("").starts_with("user:S3CRET"), "the credentials are kept");
}

}  // namespace

void fuzz_proxy(Bytes bytes) {
  const std::string_view text = FuzzInput(bytes).rest();
  check_no_secret_is_shown(text);
  const auto proxy = http::parse_proxy(text);
  if (!proxy) return;
  require(!proxy->host.empty() && !has_controls(proxy->host), "a host can be asked for");
  const int port = std::stoi(proxy->port);
  require(port >= 1 && port <= 65535, "a port is one");
  const auto again = http::parse_proxy(proxy->shown());
  require(again && again->host == proxy->host && again->port == proxy->port, "a place is read as written");
  require(!again->credentials, "credentials are not shown");
  require(!proxy->credentials || proxy->credentials->find(':') != std::string::npos, "a user has a password");
}

}  // namespace sent::tests
