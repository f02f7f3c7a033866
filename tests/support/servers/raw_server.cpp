// SPDX-License-Identifier: Apache-2.0

#include "support/servers/raw_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace sent::tests {

namespace {

struct FreeTls {
  void operator()(SSL* session) const { SSL_free(session); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, FreeTls>;

TlsContext make_context(const std::optional<TlsFiles>& files) {
  if (!files) return nullptr;
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  if (SSL_CTX_use_certificate_chain_file(context.get(), files->certificate.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(context.get(), files->key.c_str(), SSL_FILETYPE_PEM) != 1)
    throw std::runtime_error("a raw server cannot read its certificate");
  return context;
}

// OpenSSL writes to a socket with SIGPIPE.
void survive_a_broken_pipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

}  // namespace

std::ptrdiff_t RawConnection::receive(char* block, std::size_t size) const {
  return tls_ == nullptr ? ::recv(socket_, block, size, 0) : SSL_read(tls_, block, static_cast<int>(size));
}

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
    const std::ptrdiff_t got = receive(block, sizeof block);
    if (got <= 0) return "";
    text.append(block, static_cast<std::size_t>(got));
  }
  return text;
}

void RawConnection::read_some() const {
  char block[4096];
  (void)receive(block, sizeof block);
}

bool RawConnection::say(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = tls_ == nullptr ? ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL)
                                         : SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()));
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawConnection::say_farewell() const { (void)SSL_shutdown(tls_); }

void RawConnection::close_half() const { ::shutdown(socket_, SHUT_WR); }

std::string RawConnection::server_name() const {
  const char* const name = SSL_get_servername(tls_, TLSEXT_NAMETYPE_host_name);
  return name == nullptr ? "" : name;
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
  Impl(Talk talk, const std::optional<TlsFiles>& tls)
      : talk_(std::move(talk)),
        context_(make_context(tls)),
        listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
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
        survive_a_broken_pipe();
        talk_on(socket);
        std::lock_guard own(mutex_);
        open_.erase(socket);
        ::close(socket);
      });
    }
  }

  void talk_on(int socket) {
    if (!context_) return talk_(RawConnection(socket));
    const std::unique_ptr<SSL, FreeTls> session(SSL_new(context_.get()));
    SSL_set_fd(session.get(), socket);
    if (SSL_accept(session.get()) == 1) talk_(RawConnection(socket, session.get()));
  }

  Talk talk_;
  const TlsContext context_;
  int listener_;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::set<int> open_;
  std::vector<std::jthread> conversations_;
  std::jthread accepting_;
};

RawServer::RawServer(Talk talk, const std::optional<TlsFiles>& tls)
    : impl_(std::make_unique<Impl>(std::move(talk), tls)), secure_(tls.has_value()) {}
RawServer::~RawServer() = default;

std::string RawServer::place() const { return "127.0.0.1:" + port(); }

std::string RawServer::port() const { return std::to_string(impl_->port()); }

}  // namespace sent::tests
