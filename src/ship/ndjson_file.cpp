// SPDX-License-Identifier: Apache-2.0

#include "ship/ndjson_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <system_error>

#include "model/failure.hpp"

namespace sent::ship {

namespace {

constexpr std::string_view event_opening = R"({"type":"track")";

std::string error_text() { return std::generic_category().message(errno); }

// Makes other processes wait while a batch is written or a tail is cut. A file system without locks works without that
// protection.
class FileLock {
 public:
  explicit FileLock(int fd) : fd_(fd) {
    while (::flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~FileLock() { ::flock(fd_, LOCK_UN); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int fd_;
};

[[noreturn]] void unusable(const std::string& path, const std::string& why) {
  throw Failure(ExitCode::usage, fmt::format("opening sink.path {}: {}", path, why),
                "set sink.path to a file that can be written, or to -");
}

// A standard output that was closed at the start is open, but not for writing (io::open_standard_descriptors).
bool is_writable(int fd) { return (::fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY; }

// The text after the last newline of the file.
std::string last_line(int fd, off_t size) {
  std::string tail;
  std::array<char, 64 * 1024> block;
  while (size > 0) {
    const auto wanted = static_cast<std::size_t>(std::min<off_t>(size, block.size()));
    const off_t begin = size - static_cast<off_t>(wanted);
    if (::pread(fd, block.data(), wanted, begin) != static_cast<ssize_t>(wanted)) return tail;
    const std::string_view text(block.data(), wanted);
    const std::size_t newline = text.rfind('\n');
    if (newline != std::string_view::npos) return tail.insert(0, text.substr(newline + 1));
    tail.insert(0, text);
    size = begin;
  }
  return tail;
}

bool is_torn_event(std::string_view tail) { return tail.starts_with(event_opening) || event_opening.starts_with(tail); }

}  // namespace

NdjsonFile::NdjsonFile(const std::string& path) : path_(path == "-" ? "standard output" : path) {
  fd_ = path == "-" ? ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
                    : ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (fd_ < 0) unusable(path_, error_text());
  if (path == "-" && !is_writable(fd_)) {
    ::close(fd_);
    unusable(path_, "it is closed");
  }
  struct stat status {};
  regular_ = path != "-" && ::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode);
  try {
    if (regular_) {
      const FileLock lock(fd_);
      cut_torn_tail();
    }
  } catch (...) {
    ::close(fd_);
    throw;
  }
}

NdjsonFile::~NdjsonFile() { ::close(fd_); }

// By the descriptor, because the path may name another file by now.
void NdjsonFile::cut_torn_tail() const {
  const int reader = ::open(fmt::format("/proc/self/fd/{}", fd_).c_str(), O_RDONLY | O_CLOEXEC);
  if (reader < 0) unusable(path_, error_text());
  const off_t size = ::lseek(reader, 0, SEEK_END);
  const std::string tail = last_line(reader, size);
  ::close(reader);
  if (tail.empty()) return;
  if (!is_torn_event(tail)) unusable(path_, "its last line has no end and is not an event");
  if (::ftruncate(fd_, size - static_cast<off_t>(tail.size())) != 0) unusable(path_, error_text());
}

std::optional<std::string> NdjsonFile::append(std::string_view lines, const std::stop_token& stop) {
  std::lock_guard guard(mutex_);
  auto fault = regular_ ? append_to_regular(lines, stop) : write_all(lines, stop);
  if (fault) fault = fmt::format("writing to {}: {}", path_, *fault);
  return fault;
}

std::optional<std::string> NdjsonFile::append_to_regular(std::string_view lines, const std::stop_token& stop) const {
  const FileLock lock(fd_);
  cut_torn_tail();  // another process may have been killed since then
  const off_t begin = ::lseek(fd_, 0, SEEK_END);
  auto fault = write_all(lines, stop);
  if (!fault && ::fdatasync(fd_) != 0) fault = error_text();
  if (fault && (begin < 0 || ::ftruncate(fd_, begin) != 0)) {
    *fault += fmt::format(", and cutting off what was written: {}", error_text());
  }
  return fault;
}

// A pipe that is writable by poll() accepts PIPE_BUF bytes without blocking, so `stop` is noticed.
std::optional<std::string> NdjsonFile::write_all(std::string_view lines, const std::stop_token& stop) const {
  constexpr int look_up_milliseconds = 50;
  while (!lines.empty()) {
    pollfd ready{fd_, POLLOUT, 0};
    if (!regular_ && ::poll(&ready, 1, look_up_milliseconds) == 0) {
      if (stop.stop_requested()) return "stopped while the reader read nothing";
      continue;
    }
    const std::size_t most = regular_ ? lines.size() : std::min<std::size_t>(lines.size(), PIPE_BUF);
    const ssize_t written = ::write(fd_, lines.data(), most);
    if (written < 0 && errno != EINTR && errno != EAGAIN) return error_text();
    if (written > 0) lines.remove_prefix(static_cast<std::size_t>(written));
  }
  return std::nullopt;
}

}  // namespace sent::ship
