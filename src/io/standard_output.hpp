// SPDX-License-Identifier: Apache-2.0

// Standard output: the one writer of everything that a command prints, help and version included. Only events that are
// sent to sink.path = "-" are written elsewhere, because a stop must end the wait for their reader.

#pragma once

#include <unistd.h>

#include <string>
#include <string_view>

namespace sent::io {

// Keeps text until a block is full or flush() is called. What was not flushed when it is destroyed is lost. Not
// thread-safe.
class StandardOutput {
 public:
  // `descriptor` stays open.
  explicit StandardOutput(int descriptor = STDOUT_FILENO) : descriptor_(descriptor) {}

  // Both throw Failure(unexpected) if the output is full, closed or not read to its end. They discard what they could
  // not write.
  void print(std::string_view text);
  // When it returns, the system has accepted everything that was printed.
  void flush();

 private:
  void write_all(std::string_view text);

  int descriptor_;
  std::string kept_;
};

// Text for people on standard error, beside the log. It is lost if it cannot be written. Thread-safe.
void print_note(std::string_view text) noexcept;

}  // namespace sent::io
