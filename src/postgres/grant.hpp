// SPDX-License-Identifier: Apache-2.0

// The GRANT that a hint shows when a privilege is missing, ready to run. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::postgres {

// A name as a quoted identifier, whatever it contains.
[[nodiscard]] std::string quoted_identifier(std::string_view name);

// `object` as in SQL: sent_source_data.runs, or schema "x".
[[nodiscard]] std::string grant(std::string_view privileges, std::string_view object, std::string_view role);

// Whether a server refused a connection because the role lacks CONNECT on the database. libpq passes on the message of
// such a refusal but not its code, so this recognizes English messages only.
[[nodiscard]] bool lacks_connect(std::string_view refusal);

}  // namespace sent::postgres
