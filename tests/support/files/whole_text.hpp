// SPDX-License-Identifier: Apache-2.0

// A whole text: of a file, or of a command's output.

#pragma once

#include <string>

namespace sent::tests {

// The text of a file; empty if it cannot be read.
[[nodiscard]] std::string content_of(const std::string& path);

// The standard output of a line of shell.
[[nodiscard]] std::string output_of(const std::string& command);

}  // namespace sent::tests
