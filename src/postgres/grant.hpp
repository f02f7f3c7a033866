// SPDX-License-Identifier: Apache-2.0

// What a hint advises where a privilege is lacking: a GRANT that can be run as it stands. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::postgres {

// As SQL reads it back, whatever it holds.
[[nodiscard]] std::string quoted_identifier(std::string_view name);

// `object` as in SQL: sent_source_data.runs, schema "x".
[[nodiscard]] std::string grant(std::string_view privileges, std::string_view object, std::string_view role);

// Whether a server refused a connection because the role lacks CONNECT on the database. Of a connection that was
// refused libpq hands on the server's words, not its code: so it is told only of a server whose lc_messages are
// English.
[[nodiscard]] bool lacks_connect(std::string_view refusal);

}  // namespace sent::postgres
