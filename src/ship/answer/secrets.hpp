// SPDX-License-Identifier: Apache-2.0

// Removes the secrets of a sink's requests from foreign texts, because a receiver or a proxy may repeat what it
// received.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

namespace sent::ship::answer {

// A value; thread-safe when const.
class Secrets {
 public:
  Secrets() = default;
  // The write key, the proxy's user and password, and the query of the URL.
  explicit Secrets(const config::Config::Sink& sink);

  // `text` with [secret] in place of each secret: plain, encoded for basic authentication, and both with slashes
  // escaped as in JSON. Secrets of fewer than four characters stay, because they occur in any text.
  [[nodiscard]] std::string hidden_in(std::string_view text) const;

 private:
  void add(std::string_view secret);

  std::vector<std::string> forms_;  // the longest first
};

}  // namespace sent::ship::answer
