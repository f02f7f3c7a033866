// SPDX-License-Identifier: Apache-2.0

#include "ship/file/ndjson_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

#include "model/failure.hpp"

namespace sent::ship::file {

namespace {

std::string error_text() { return std::generic_category().message(errno); }

// Makes other processes wait while a batch is written or a tail is cut. A file system without locks works without that
// protection.
class FileLock {
 public:
  explicit FileLock(int fd) : fd_(fd) {}
  ~FileLock() { ::flock(fd_, LOCK_UN); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  // False if another process has locked the file.
  [[nodiscard]] bool lock_now() {
    while (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return false;
      if (errno != EINTR) return true;
    }
    held_ = true;
    return true;
  }
  // Whether the lock protects: on a file system without locks it does not.
  [[nodiscard]] bool is_held() const { return held_; }
  // Waits for other processes, but not after `stop` is requested; then returns false. A flock() that blocks cannot be
  // stopped.
  [[nodiscard]] bool lock(const std::stop_token& stop) {
    constexpr std::chrono::milliseconds pause{5};
    while (!lock_now()) {
      if (stop.stop_requested()) return false;
      std::this_thread::sleep_for(pause);
    }
    return true;
  }

 private:
  int fd_;
  bool held_ = false;
};

[[noreturn]] void unusable(const std::string& path, const std::string& why,
                           std::string hint = "set sink.path to a file that can be written, or to -") {
  throw Failure(ExitCode::usage, fmt::format("opening sink.path {}: {}", path, why), std::move(hint));
}

// Does not block: an open() that waits for the reader of a pipe cannot be stopped. Follows no link: anybody who may
// write to the folder could otherwise lead the events into another file.
int open_to_append(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0 && errno == ENXIO) unusable(path, "nothing reads from it", "start the reader of the pipe, then run again");
  if (fd < 0 && errno == ELOOP)
    unusable(path, "it is a symbolic link", "set sink.path to the file itself, or to - for standard output");
  return fd;
}

// A standard output that was closed at the start is open, but not for writing (io::open_standard_descriptors).
bool is_writable(int fd) { return (::fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY; }

// The end of a file, from `begin`.
std::string read_from(int fd, off_t begin, off_t end) {
  std::string text(static_cast<std::size_t>(std::max<off_t>(end - begin, 0)), '\0');
  const ssize_t got = ::pread(fd, text.data(), text.size(), begin);
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return text;
}

// How many bytes of `begun` are the end of the file; nothing if something else was written behind it.
std::optional<std::size_t> written_of(int fd, off_t size, const AppendJournal::Begun& begun) {
  if (size < begun.at || size - begun.at > static_cast<off_t>(begun.lines.size())) return std::nullopt;
  const std::string tail = read_from(fd, begun.at, size);
  return begun.lines.starts_with(tail) ? std::optional(tail.size()) : std::nullopt;
}

// For reading what was opened for appending. By the descriptor, because the path may name another file by now.
class Reader {
 public:
  explicit Reader(int fd) : fd_(::open(fmt::format("/proc/self/fd/{}", fd).c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Reader() { ::close(fd_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] off_t size() const { return ::lseek(fd_, 0, SEEK_END); }

 private:
  int fd_;
};

}  // namespace

NdjsonFile::NdjsonFile(const std::string& path) : path_(path == "-" ? "standard output" : path), journal_(path) {
  fd_ = path == "-" ? ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0) : open_to_append(path);
  if (fd_ < 0) unusable(path_, error_text());
  if (path == "-" && !is_writable(fd_)) {
    ::close(fd_);
    unusable(path_, "it is closed");
  }
  struct stat status {};
  regular_ = path != "-" && ::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode);
  try {
    if (regular_) {
      FileLock others(fd_);
      if (others.lock_now()) end_whole(others.is_held());  // otherwise append() does
    }
  } catch (...) {
    ::close(fd_);
    throw;
  }
}

NdjsonFile::~NdjsonFile() { ::close(fd_); }

void NdjsonFile::end_whole(bool locked) const {
  const Reader reader(fd_);
  if (reader.fd() < 0) unusable(path_, error_text());
  const auto begun = locked ? journal_.take_begun() : std::nullopt;
  const auto written = begun ? written_of(reader.fd(), reader.size(), *begun) : std::nullopt;
  // What was written as a whole may have been recorded as delivered: after a crash of the machine, an old journal can
  // be there again.
  const bool is_part = written && *written < begun->lines.size();
  if (is_part && ::ftruncate(fd_, begun->at) != 0) unusable(path_, error_text());
  const off_t size = reader.size();
  if (size > 0 && read_from(reader.fd(), size - 1, size) != "\n")
    unusable(path_, "its last line has no end, and another program may still be writing it",
             "end that line or remove it, or set sink.path to another file");
}

std::optional<std::string> NdjsonFile::append(std::string_view lines, const std::stop_token& stop) {
  std::lock_guard guard(mutex_);
  auto fault = regular_ ? append_to_regular(lines, stop) : write_all(lines, stop);
  if (fault) fault = fmt::format("writing to {}: {}", path_, *fault);
  return fault;
}

std::optional<std::string> NdjsonFile::append_to_regular(std::string_view lines, const std::stop_token& stop) {
  FileLock others(fd_);
  if (!others.lock(stop)) return "stopped while another process had locked it";
  end_whole(others.is_held());  // another process may have been killed since then
  const AppendJournal::Begun begun{::lseek(fd_, 0, SEEK_END), std::string(lines)};
  auto fault = others.is_held() ? journal_.begin(begun) : std::nullopt;
  if (fault) return fault;
  fault = write_all(lines, stop);
  if (!fault && ::fdatasync(fd_) != 0) fault = error_text();
  if (fault && !cut_off(begun)) {
    *fault += ", and what was written could not be cut off";
    return fault;
  }
  journal_.end();
  return fault;
}

bool NdjsonFile::cut_off(const AppendJournal::Begun& begun) const {
  const Reader reader(fd_);
  return written_of(reader.fd(), reader.size(), begun) && ::ftruncate(fd_, begun.at) == 0;
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

}  // namespace sent::ship::file
