// SPDX-License-Identifier: Apache-2.0

// A file without a disk, for parsers that require a path.

#pragma once

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "fuzz/target.hpp"

namespace sent::tests {

class MemoryFile {
 public:
  explicit MemoryFile(std::string_view text) : fd_(memfd_create("input", MFD_CLOEXEC)) {
    const bool written = pwrite(fd_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
    require(written, "memory has room for the input");
  }
  ~MemoryFile() { close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }
  [[nodiscard]] std::string text() const {
    struct stat status {};
    fstat(fd_, &status);
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    require(pread(fd_, text.data(), text.size(), 0) == status.st_size, "memory can be read");
    return text;
  }

 private:
  int fd_;
};

}  // namespace sent::tests
