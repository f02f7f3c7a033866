// SPDX-License-Identifier: Apache-2.0

#include "http/wire/dial.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <vector>

#include "io/descriptors.hpp"

namespace sent::http::wire {

namespace {

int error_of(const Socket& socket) {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket.descriptor(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

// The addresses of one host, and the sockets that are being connected to them.
class Race {
 public:
  Race(std::span<const Address> addresses, const Attempt& attempt) : addresses_(addresses), attempt_(attempt) {}

  Socket winner() {
    while (true) {
      if (!addresses_.empty() && (running_.empty() || std::chrono::steady_clock::now() >= next_at_)) start_next();
      if (running_.empty() && addresses_.empty()) attempt_.fail(std::generic_category().message(last_error_));
      if (running_.empty()) continue;
      attempt_.await(running_, addresses_.empty() ? SteadyTime::max() : next_at_);
      if (auto connected = take_connected()) return *std::move(connected);
    }
  }

 private:
  void start_next() {
    const Address& address = addresses_.front();
    Socket socket(::socket(address.place.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.descriptor() < 0 && running_.empty() && io::is_descriptor_limit(errno))
      io::report_missing_descriptors("connecting to " + attempt_.host, errno);
    addresses_ = addresses_.subspan(1);
    next_at_ = std::chrono::steady_clock::now() + connection_attempt_delay;
    const auto* const place = reinterpret_cast<const sockaddr*>(&address.place);
    if (socket.descriptor() >= 0 &&
        (::connect(socket.descriptor(), place, address.size) == 0 || errno == EINPROGRESS)) {
      running_.push_back({socket.descriptor(), POLLOUT, 0});
      sockets_.push_back(std::move(socket));
    } else {
      last_error_ = errno;
      next_at_ = {};
    }
  }

  // Forgets the ones that failed.
  std::optional<Socket> take_connected() {
    for (std::size_t i = running_.size(); i-- > 0;) {
      if (running_[i].revents == 0) continue;
      const int error = error_of(sockets_[i]);
      if (error == 0) return std::move(sockets_[i]);
      last_error_ = error;
      next_at_ = {};
      running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
      sockets_.erase(sockets_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return std::nullopt;
  }

  std::span<const Address> addresses_;  // not tried yet
  const Attempt& attempt_;
  std::vector<Socket> sockets_;
  std::vector<pollfd> running_;  // of each of them
  SteadyTime next_at_{};
  int last_error_ = ECONNREFUSED;
};

}  // namespace

Socket dial(std::span<const Address> addresses, const Attempt& attempt) {
  Socket socket = Race(addresses, attempt).winner();
  const int on = 1;
  ::setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

}  // namespace sent::http::wire
