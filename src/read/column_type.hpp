// SPDX-License-Identifier: Apache-2.0

// Which types a column of the contract may have, and how a view gives it one of them. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "read/contract.hpp"

namespace sent::read {

// "date", or "timestamptz or date".
[[nodiscard]] std::string_view types_of(ColumnKind kind);

// What a view selects to give `column` a type of the contract, such as "day::date as day", with a remark where that
// depends on what the values mean. Nothing if its type is right. `time_zone`: job.timezone.
[[nodiscard]] std::optional<std::string> right_expression(const ContractColumn& column, const FoundColumn& found,
                                                          std::string_view time_zone);

}  // namespace sent::read
