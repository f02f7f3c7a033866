// SPDX-License-Identifier: Apache-2.0

// The secrets that a sink's requests carry, taken out of what others say: a receiver or a proxy may repeat what it was
// sent.

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

  // `text` with [secret] in place of each: as it is, as basic authentication has it, and either with slashes as JSON
  // may escape them. Those of less than four characters stay, for they are in any text.
  [[nodiscard]] std::string hidden_in(std::string_view text) const;

 private:
  void add(std::string_view secret);

  std::vector<std::string> forms_;  // the longest first
};

}  // namespace sent::ship::answer
