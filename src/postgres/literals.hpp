// SPDX-License-Identifier: Apache-2.0

// Parameters of a statement that takes none, such as COPY, as literals in its text. Pure.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sent::postgres {

using Parameter = std::optional<std::string>;  // absent: NULL

// `sql` with $1 to $9 replaced by what `quote` makes of the parameters. Comments are left out, so that no value can end
// one and go on as SQL.
[[nodiscard]] std::string with_literals(std::string_view sql, std::span<const Parameter> parameters,
                                        const std::function<std::string(std::string_view)>& quote);

}  // namespace sent::postgres
