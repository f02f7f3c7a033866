// SPDX-License-Identifier: Apache-2.0

// Rows as a table for a terminal.

#pragma once

#include <string>
#include <vector>

namespace sent::text {

using TableRow = std::vector<std::string>;
enum class Align { left, right };

// A line for each row, its columns two blanks apart and as wide as their longest text; `aligns` has one for each,
// columns beyond them are left-aligned. Blanks at the end of a line are left out. Texts are UTF-8, without control
// characters. Pure.
[[nodiscard]] std::string aligned(const std::vector<TableRow>& rows, const std::vector<Align>& aligns = {});

}  // namespace sent::text
