// SPDX-License-Identifier: Apache-2.0

// The address of a receiver, taken apart. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::http {

struct Url {
  bool tls = false;
  std::string host;    // without the brackets of an IPv6 address
  std::string port;    // decimal; 80 or 443 unless the URL names one
  std::string target;  // path and query, "/" at least; no fragment

  // The Host header: brackets as needed, the port only when it is not the scheme's own.
  [[nodiscard]] std::string authority() const;
  // For messages: without the query, which may hold a secret.
  [[nodiscard]] std::string shown() const;
};

// Throws Failure(usage) unless `text` is http:// or https:// with a host and without user or password.
[[nodiscard]] Url parse_url(std::string_view text);

// `text` as it may be printed: without user, password, query and fragment. Never throws.
[[nodiscard]] std::string url_for_messages(std::string_view text);

}  // namespace sent::http
