// SPDX-License-Identifier: Apache-2.0

// The tests that there are, for pages that say by which of them something is shown.

#pragma once

#include <set>
#include <string>
#include <vector>

namespace sent::tests {

// As Suite.Name, of every C++ test in tests/.
[[nodiscard]] std::set<std::string> test_names();

// The rows of the table that follows a comment beginning so, without head and rule, up to the first empty line.
[[nodiscard]] std::vector<std::string> table_rows(const std::string& page, const std::string& comment);

// Fails the test unless the row names a test, as `Suite.Name`, and all that it names exist.
void expect_names_tests(const std::string& row);
// The same of a row that need not name any.
void expect_known_tests(const std::string& row);

}  // namespace sent::tests
