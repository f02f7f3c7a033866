// SPDX-License-Identifier: Apache-2.0

// Exact bytes that users see, kept in files. UPDATE_GOLDEN=1 rewrites them; review the diff like code.

#pragma once

#include <string>

namespace sent::tests {

// `file` is relative to the project's root.
void expect_golden(const std::string& file, const std::string& actual);
[[nodiscard]] std::string read_project_file(const std::string& file);

}  // namespace sent::tests
