// SPDX-License-Identifier: Apache-2.0

// The lines of a file or of standard input, one after the other, in constant memory.

#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sent::io {

// Not thread-safe.
class LineReader {
 public:
  // "-" is standard input. A line that is longer than `longest` is cut after one byte more, and the rest is skipped.
  // Throws Failure(usage) if the file cannot be opened.
  LineReader(const std::string& path, std::size_t longest);

  // A line without its end, valid until the next call; none after the last. Throws Failure(unexpected) if it cannot be
  // read.
  [[nodiscard]] std::optional<std::string_view> next();

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };

  std::string path_;
  std::size_t longest_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string line_;
};

}  // namespace sent::io
