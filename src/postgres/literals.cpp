// SPDX-License-Identifier: Apache-2.0

#include "postgres/literals.hpp"

#include <algorithm>

namespace sent::postgres {

std::string with_literals(std::string_view sql, std::span<const Parameter> parameters,
                          const std::function<std::string(std::string_view)>& quote) {
  std::string text;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql.substr(i).starts_with("--")) {
      i = std::min(sql.find('\n', i), sql.size());
      text += '\n';
      continue;
    }
    const bool placeholder = sql[i] == '$' && i + 1 < sql.size() && sql[i + 1] >= '1' &&
                             static_cast<std::size_t>(sql[i + 1] - '0') <= parameters.size();
    if (!placeholder) {
      text += sql[i];
      continue;
    }
    const Parameter& parameter = parameters[static_cast<std::size_t>(sql[++i] - '1')];
    text += parameter ? quote(*parameter) : "NULL";
  }
  return text;
}

}  // namespace sent::postgres
