// SPDX-License-Identifier: Apache-2.0

#include "support/files/full_pipe.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>

namespace sent::tests {

namespace {

constexpr int bytes_of_pipe = 4096;  // one page, the least

}  // namespace

FullPipe::FullPipe(std::size_t room) {
  if (::mkfifo(path().c_str(), 0600) != 0) throw std::runtime_error("mkfifo failed");
  reader_ = ::open(path().c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  size_ = static_cast<std::size_t>(::fcntl(reader_, F_SETPIPE_SZ, bytes_of_pipe));
  const std::string filling(size_ - room, 'x');
  if (::write(reader_, filling.data(), filling.size()) < 0) throw std::runtime_error("the pipe cannot be filled");
}

FullPipe::~FullPipe() { ::close(reader_); }

std::vector<std::string> FullPipe::as_standard_error() const {
  return {"/bin/sh", "-c", R"(pipe="$1"; shift; exec "$@" 2>"$pipe")", "sh", path()};
}

std::size_t FullPipe::free_bytes() const {
  int waiting = 0;
  ::ioctl(reader_, FIONREAD, &waiting);
  return size_ - static_cast<std::size_t>(waiting);
}

bool FullPipe::has_less_than(std::size_t room) const { return free_bytes() < room; }

}  // namespace sent::tests
