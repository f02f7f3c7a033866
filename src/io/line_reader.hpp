// SPDX-License-Identifier: Apache-2.0

// The lines of a file or of standard input, one after the other, in memory that does not grow with either.

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
  // "-" is standard input. Of a line that is longer than `longest` one byte more than that is handed out, and the rest
  // skipped. Throws Failure(usage) when the file cannot be opened.
  LineReader(const std::string& path, std::size_t longest);

  // Without its line end; valid until the next call; none at the end. Throws Failure(unexpected) when it cannot be
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
