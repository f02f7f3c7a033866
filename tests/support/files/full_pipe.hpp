// SPDX-License-Identifier: Apache-2.0

// A pipe with a name that has a reader, but one that reads nothing.

#pragma once

#include <string>
#include <vector>

#include "support/files/temporary_directory.hpp"

namespace sent::tests {

class FullPipe {
 public:
  // A writer blocks after about `room` bytes.
  explicit FullPipe(std::size_t room);
  ~FullPipe();
  FullPipe(const FullPipe&) = delete;
  FullPipe& operator=(const FullPipe&) = delete;

  [[nodiscard]] std::string path() const { return directory_.file("pipe"); }
  // A launcher for a program whose standard error is this pipe (RunningProgram).
  [[nodiscard]] std::vector<std::string> as_standard_error() const;
  // Whether fewer than `room` bytes are free.
  [[nodiscard]] bool has_less_than(std::size_t room) const;

 private:
  [[nodiscard]] std::size_t free_bytes() const;

  TemporaryDirectory directory_;
  int reader_;
  std::size_t size_;
};

}  // namespace sent::tests
