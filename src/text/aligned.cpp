// SPDX-License-Identifier: Apache-2.0

#include "text/aligned.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace sent::text {

namespace {

std::vector<std::size_t> widths_of(const std::vector<TableRow>& rows) {
  std::vector<std::size_t> widths;
  for (const TableRow& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], code_points(row[i]));
  }
  return widths;
}

}  // namespace

std::string aligned(const std::vector<TableRow>& rows, const std::vector<Align>& aligns) {
  const auto widths = widths_of(rows);
  std::string text;
  for (const TableRow& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - code_points(row[i]), ' ');
      const bool is_right = i < aligns.size() && aligns[i] == Align::right;
      line += (i == 0 ? "" : "  ") + (is_right ? blanks + row[i] : row[i] + blanks);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace sent::text
