// SPDX-License-Identifier: Apache-2.0

#include "tunnel.hpp"

#include <sys/socket.h>

#include <array>
#include <boost/asio.hpp>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace sent::tests {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// Until either end closes.
void pass_on(tcp::socket& from, tcp::socket& to) {
  std::array<char, 1 << 16> bytes{};
  error_code error;
  while (!error) {
    const std::size_t size = from.read_some(asio::buffer(bytes), error);
    if (!error) asio::write(to, asio::buffer(bytes, size), error);
  }
  ::shutdown(to.native_handle(), SHUT_RDWR);
  ::shutdown(from.native_handle(), SHUT_RDWR);
}

}  // namespace

class Tunnel::Impl {
 public:
  explicit Impl(std::uint16_t to_port) : to_port_(to_port), accepting_([this] { accept_all(); }) {}

  ~Impl() {
    {
      std::lock_guard lock(mutex_);
      stopped_ = true;
      ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
      for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
    }
    accepting_.join();
    conversations_.clear();
  }

  std::uint16_t port() const { return port_; }
  std::vector<std::string> asked_for() const {
    std::lock_guard lock(mutex_);
    return asked_for_;
  }

 private:
  void accept_all() {
    while (true) {
      error_code error;
      tcp::socket client = acceptor_.accept(error);
      std::lock_guard lock(mutex_);
      if (stopped_) return;
      if (error) continue;
      conversations_.emplace_back([this, c = std::move(client)]() mutable { serve(c); });
    }
  }

  void serve(tcp::socket& client) {
    error_code error;
    std::string head;
    asio::read_until(client, asio::dynamic_buffer(head), "\r\n\r\n", error);
    tcp::socket receiver(io_);
    receiver.connect({asio::ip::address_v4::loopback(), to_port_}, error);
    if (error || !head.starts_with("CONNECT ") || !keep(client, receiver, head.substr(8, head.find(' ', 8) - 8)))
      return;
    asio::write(client, asio::buffer(std::string("HTTP/1.1 200 OK\r\n\r\n")), error);
    const std::jthread back([&] { pass_on(receiver, client); });
    pass_on(client, receiver);
  }

  // False while the tunnel is shut down.
  bool keep(tcp::socket& client, tcp::socket& receiver, const std::string& authority) {
    std::lock_guard lock(mutex_);
    asked_for_.push_back(authority);
    open_.insert({client.native_handle(), receiver.native_handle()});
    return !stopped_;
  }

  const std::uint16_t to_port_;
  asio::io_context io_;
  tcp::acceptor acceptor_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  const std::uint16_t port_ = acceptor_.local_endpoint().port();
  mutable std::mutex mutex_;
  std::vector<std::string> asked_for_;
  std::set<int> open_;
  bool stopped_ = false;
  std::vector<std::jthread> conversations_;
  std::jthread accepting_;
};

Tunnel::Tunnel(std::uint16_t to_port) : impl_(std::make_unique<Impl>(to_port)) {}
Tunnel::~Tunnel() = default;
std::string Tunnel::url() const { return "http://127.0.0.1:" + std::to_string(impl_->port()); }
std::vector<std::string> Tunnel::asked_for() const { return impl_->asked_for(); }

}  // namespace sent::tests
