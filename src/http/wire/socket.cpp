// SPDX-License-Identifier: Apache-2.0

#include "http/wire/socket.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace sent::http::wire {

namespace {

Step failed_or_later(Step::Kind later) {
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {later, 0, {}};
  return {Step::Kind::failed, 0, std::generic_category().message(errno)};
}

Step received(ssize_t got) {
  if (got < 0) return failed_or_later(Step::Kind::reads_first);
  if (got == 0) return {Step::Kind::ended, 0, {}};
  return {Step::Kind::done, static_cast<std::size_t>(got), {}};
}

}  // namespace

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Step receive(const Socket& socket, std::span<char> taken) {
  return received(::recv(socket.descriptor(), taken.data(), taken.size(), 0));
}

Step send(const Socket& socket, std::string_view bytes) {
  const ssize_t sent = ::send(socket.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent < 0) return failed_or_later(Step::Kind::writes_first);
  return {Step::Kind::done, static_cast<std::size_t>(sent), {}};
}

Step peek(const Socket& socket) {
  char byte = 0;
  return received(::recv(socket.descriptor(), &byte, 1, MSG_PEEK));
}

}  // namespace sent::http::wire
