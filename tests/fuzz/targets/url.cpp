// SPDX-License-Identifier: Apache-2.0

#include "http/url.hpp"

#include <algorithm>

#include "fuzz/input.hpp"

namespace sent::tests {

namespace {

bool is_request_text(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

void check_parts(const http::Url& url) {
  require(!url.host.empty() && is_request_text(url.host), "a host can be asked for");
  const int port = std::stoi(url.port);
  require(port >= 1 && port <= 65535, "a port is one");
  require(url.target.starts_with('/') && is_request_text(url.target), "a target can be asked for");
  require(url.target.find('#') == std::string::npos, "a fragment stays here");
}

void check_again(const http::Url& url) {
  const http::Url again =
      std::get<http::Url>(http::parse_url((url.tls ? "https://" : "http://") + url.authority() + url.target));
  require(again.tls == url.tls && again.host == url.host && again.target == url.target,
          "an address is read as written");
  require(std::stoi(again.port) == std::stoi(url.port), "a port is read as written");
  require(url.shown().find('?') == std::string::npos, "a query is not shown");
}

}  // namespace

void fuzz_url(Bytes bytes) {
  const std::string_view text = FuzzInput(bytes).rest();
  const std::string shown = http::url_for_messages(text);
  require(shown.find_first_of("@?#") == std::string::npos, "neither user, password nor query is shown");
  require(shown.size() <= text.size(), "nothing is added");
  const std::string with_password = "https://user:S3CRET" + std::string(text) + "@host/path";
  require(http::url_for_messages(with_password).find("S3CRET") == std::string::npos, "no password is shown");
  const auto parsed = http::parse_url(text);
  if (const auto* const url = std::get_if<http::Url>(&parsed)) {
    check_parts(*url);
    check_again(*url);
  } else {
    require(!std::get<http::UnusableUrl>(parsed).why.empty(), "a reason is given");
  }
}

}  // namespace sent::tests
