// SPDX-License-Identifier: Apache-2.0

#include "postgres/grant.hpp"

#include <fmt/format.h>

namespace sent::postgres {

std::string quoted_identifier(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

std::string grant(std::string_view privileges, std::string_view object, std::string_view role) {
  return fmt::format("grant {} on {} to {};", privileges, object, quoted_identifier(role));
}

bool lacks_connect(std::string_view refusal) {
  return refusal.find("permission denied for database") != std::string_view::npos;
}

}  // namespace sent::postgres
