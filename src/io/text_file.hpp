// SPDX-License-Identifier: Apache-2.0

// Small files, read as a whole. Thread-safe.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace sent::io {

inline constexpr std::size_t largest_text_file = std::size_t{16} << 20U;
// A whole file, or everything that comes through a pipe; nothing if it cannot be read or is larger, such as an endless
// device. Then errno says why.
[[nodiscard]] std::optional<std::string> read_text_file(const std::string& path);

}  // namespace sent::io
