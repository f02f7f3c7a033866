// SPDX-License-Identifier: Apache-2.0

// The URL of a server, split into its parts. Pure.

#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace sent::http {

struct Url {
  bool tls = false;
  std::string host;    // without the brackets of an IPv6 address
  std::string port;    // decimal; 80 or 443 unless the URL names one
  std::string target;  // path and query, "/" at least; no fragment

  // The Host header: brackets as needed, the port only when it is not the scheme's own.
  [[nodiscard]] std::string authority() const;
  // For messages: without the query, which may contain a secret.
  [[nodiscard]] std::string shown() const;
};

// Why a text is not such a URL, as in "no host".
struct UnusableUrl {
  std::string_view why;  // a literal
};

// Reads http:// and https:// URLs with a host and without user or password.
[[nodiscard]] std::variant<Url, UnusableUrl> parse_url(std::string_view text);

// `text` for messages, whatever it is: without user, password, query and fragment.
[[nodiscard]] std::string url_for_messages(std::string_view text);

}  // namespace sent::http
