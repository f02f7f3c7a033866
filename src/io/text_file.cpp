// SPDX-License-Identifier: Apache-2.0

#include "io/text_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace sent::io {

namespace {

// A pipe without a writer looks like one that has ended, until poll() says that it has not begun. False leaves errno.
bool await_bytes(int file, std::chrono::milliseconds silence) {
  pollfd waited{file, POLLIN, 0};
  const int ready = ::poll(&waited, 1, static_cast<int>(silence.count()));
  if (ready == 0) errno = ETIMEDOUT;
  return ready > 0 || (ready < 0 && errno == EINTR);
}

// The rest of the file. False leaves errno.
bool read_all(int file, std::string& content, const TextFileLimits& limits) {
  std::array<char, 64 * 1024> block;
  while (await_bytes(file, limits.silence)) {
    const ssize_t got = ::read(file, block.data(), block.size());
    if (got == 0) return true;
    if (got < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (got > 0) content.append(block.data(), static_cast<std::size_t>(got));
    if (content.size() <= limits.bytes) continue;
    errno = EFBIG;
    return false;
  }
  return false;
}

}  // namespace

std::optional<std::string> read_text_file(const std::string& path, const TextFileLimits& limits) {
  // An open() that waits for the writer of a pipe would never end.
  const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::string content;
  const bool whole = read_all(file, content, limits);
  const int error = errno;
  ::close(file);
  errno = error;
  if (!whole) return std::nullopt;
  return content;
}

std::string text_file_fault() {
  return errno == ETIMEDOUT ? "nobody writes to the pipe" : std::generic_category().message(errno);
}

}  // namespace sent::io
