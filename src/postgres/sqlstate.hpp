// SPDX-License-Identifier: Apache-2.0

// Whether a PostgreSQL error may be temporary, by its code.
//
// Source of the codes: https://www.postgresql.org/docs/15/errcodes-appendix.html

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sent::postgres {

// Whether the same statement may succeed later: the connection was lost; the server stops, starts or lacks resources; a
// standby or an operator canceled the statement; two transactions conflicted; a time limit of the server ended the
// transaction. Any other error comes from the statement, the data or the schema. Without a code, as the server sent no
// error, it may be temporary too. Pure.
[[nodiscard]] inline bool may_pass(const std::optional<std::string>& sqlstate) {
  constexpr std::string_view lock_not_available = "55P03";
  constexpr std::string_view idle_in_transaction = "25P03";
  constexpr std::string_view transaction_timeout = "25P04";
  if (!sqlstate || sqlstate == lock_not_available) return true;
  if (sqlstate == idle_in_transaction || sqlstate == transaction_timeout) return true;
  for (const std::string_view of_class : {"08", "40", "53", "57", "58", "XX"}) {
    if (sqlstate->starts_with(of_class)) return true;
  }
  return false;
}

}  // namespace sent::postgres
