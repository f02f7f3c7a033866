// SPDX-License-Identifier: Apache-2.0

#include "io/standard_output.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "model/failure.hpp"

namespace sent::io {

namespace {

constexpr std::size_t block_size = std::size_t{64} << 10U;

// Writes all of `text`; returns an errno if it cannot. Waits for a descriptor that another process has made
// non-blocking.
int write_to(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd ready{descriptor, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

// A descriptor that was closed at the start cannot be written to (open_standard_descriptors).
std::string reason(int error) { return error == EBADF ? "it is closed" : std::generic_category().message(error); }

}  // namespace

void StandardOutput::print(std::string_view text) {
  if (kept_.size() + text.size() > block_size) flush();
  if (text.size() > block_size) {
    write_all(text);
  } else {
    kept_ += text;
  }
}

void StandardOutput::flush() { write_all(std::exchange(kept_, {})); }

void StandardOutput::write_all(std::string_view text) {
  const int error = write_to(descriptor_, text);
  if (error == 0) return;
  throw Failure(ExitCode::unexpected, fmt::format("writing to standard output: {}", reason(error)),
                "run again with an output that stays open and has space; what was written is incomplete");
}

void print_note(std::string_view text) noexcept { (void)write_to(STDERR_FILENO, text); }

}  // namespace sent::io
