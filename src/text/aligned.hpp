// SPDX-License-Identifier: Apache-2.0

// Rows as a table for a terminal.

#pragma once

#include <string>
#include <vector>

namespace sent::text {

using TableRow = std::vector<std::string>;
enum class Align { left, right };

// One line for each row. Each column is as wide as its longest text, with two spaces between columns. `aligns` has an
// entry for each column; further columns are left-aligned. Lines have no trailing spaces. Texts must be UTF-8 without
// control characters. Pure.
[[nodiscard]] std::string aligned(const std::vector<TableRow>& rows, const std::vector<Align>& aligns = {});

}  // namespace sent::text
