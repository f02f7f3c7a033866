// SPDX-License-Identifier: Apache-2.0

#include "support/servers/raw_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace sent::tests {

std::string RawConnection::request() const {
  std::string text;
  const auto is_whole = [&] {
    const auto end = text.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const auto length = text.find("Content-Length: ");
    return length > end || text.size() >= end + 4 + std::stoul(text.substr(length + 16));
  };
  char block[4096];
  while (!is_whole()) {
    const ssize_t got = ::recv(socket_, block, sizeof block, 0);
    if (got <= 0) return "";
    text.append(block, static_cast<std::size_t>(got));
  }
  return text;
}

void RawConnection::read_some() const {
  char block[4096];
  (void)::recv(socket_, block, sizeof block, 0);
}

bool RawConnection::say(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawConnection::say_for_ever(std::string_view bytes) const {
  std::string many;
  while (many.size() < 64 * 1024) many += bytes;
  while (say(many)) {
  }
}

bool RawConnection::stirs_within(std::chrono::milliseconds most) const {
  pollfd waited{socket_, POLLIN, 0};
  return ::poll(&waited, 1, static_cast<int>(most.count())) > 0;
}

class RawServer::Impl {
 public:
  explicit Impl(Talk talk) : talk_(std::move(talk)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, generic, &size) != 0) {
      throw std::runtime_error("a raw server cannot listen");
    }
    port_ = ntohs(address.sin_port);
    accepting_ = std::jthread([this] { accept_all(); });
  }
  ~Impl() {
    ::shutdown(listener_, SHUT_RDWR);
    accepting_.join();
    {
      std::lock_guard lock(mutex_);
      for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
    }
    conversations_.clear();
    ::close(listener_);
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void accept_all() {
    for (int socket = 0; (socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
      std::lock_guard lock(mutex_);
      open_.insert(socket);
      conversations_.emplace_back([this, socket] {
        talk_(RawConnection(socket));
        std::lock_guard own(mutex_);
        open_.erase(socket);
        ::close(socket);
      });
    }
  }

  Talk talk_;
  int listener_;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::set<int> open_;
  std::vector<std::jthread> conversations_;
  std::jthread accepting_;
};

RawServer::RawServer(Talk talk) : impl_(std::make_unique<Impl>(std::move(talk))) {}
RawServer::~RawServer() = default;

std::string RawServer::place() const { return "127.0.0.1:" + std::to_string(impl_->port()); }

}  // namespace sent::tests
