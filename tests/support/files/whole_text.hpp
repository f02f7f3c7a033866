// SPDX-License-Identifier: Apache-2.0

// All that there is of a text elsewhere.

#pragma once

#include <string>

namespace sent::tests {

// Of a file; empty when it cannot be read.
[[nodiscard]] std::string content_of(const std::string& path);

// What a line of shell prints on standard output.
[[nodiscard]] std::string output_of(const std::string& command);

}  // namespace sent::tests
