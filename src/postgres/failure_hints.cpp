// SPDX-License-Identifier: Apache-2.0

#include "postgres/failure_hints.hpp"

#include <algorithm>

namespace sent::postgres {

std::string counters_hint(std::string_view code, std::string_view purpose) {
  const auto fits = [&](const FailureHint& hint) {
    return code.starts_with(hint.code) && purpose.starts_with(hint.attempt);
  };
  const auto hint = std::ranges::find_if(counters_hints, fits);
  return std::string(hint != counters_hints.end()
                         ? hint->hint
                         : "change the relation, or the view behind it, so that the statements "
                           "in sql/read/ can read it");
}

}  // namespace sent::postgres
