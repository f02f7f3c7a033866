// SPDX-License-Identifier: Apache-2.0

// Small files, read as a whole. Thread-safe.

#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace sent::io {

inline constexpr std::size_t largest_text_file = std::size_t{16} << 20U;

struct TextFileLimits {
  std::size_t bytes = largest_text_file;
  std::chrono::milliseconds silence{10'000};  // of the writer of a pipe
};

// A whole file, or everything that comes through a pipe; nothing if it cannot be read, is larger, such as an endless
// device, or if nobody writes to the pipe. Then errno says why. Links are followed.
[[nodiscard]] std::optional<std::string> read_text_file(const std::string& path, const TextFileLimits& limits = {});

// What errno says after that.
[[nodiscard]] std::string text_file_fault();

}  // namespace sent::io
