// SPDX-License-Identifier: Apache-2.0

// The names of all tests, for pages that cite tests.

#pragma once

#include <set>
#include <string>
#include <vector>

namespace sent::tests {

// Suite.Name of every C++ test in tests/.
[[nodiscard]] std::set<std::string> test_names();

// The rows of the table after the comment that begins with `comment`, without its head, up to the first empty line.
[[nodiscard]] std::vector<std::string> table_rows(const std::string& page, const std::string& comment);

// Fails the test unless the row names at least one test, as `Suite.Name`, and every named test exists.
void expect_names_tests(const std::string& row);
// The same for a row that may name none.
void expect_known_tests(const std::string& row);

}  // namespace sent::tests
