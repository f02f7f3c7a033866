// SPDX-License-Identifier: Apache-2.0

#include "support/postgres_proxy/postgres_proxy.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <list>
#include <thread>
#include <utility>
#include <vector>

#include "support/postgres_proxy/postgres_conversation.hpp"

namespace sent::tests {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

bool begins_with(std::string_view sql, std::string_view word) {
  return std::ranges::equal(sql.substr(0, word.size()), word, [](char a, char b) { return (a | 0x20) == b; });
}

}  // namespace

bool DatabaseCall::is_final() const {
  if (in_transaction) return begins_with(what, "commit");
  return what != "connecting" && !begins_with(what, "begin");
}

class PostgresProxy::Impl {
 public:
  explicit Impl(const std::vector<int>& server_ports);
  ~Impl();

  void wait_until_unused() const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return open_ == 0; });
  }

  CallBreaker breaker;
  std::uint16_t port = 0;

 private:
  struct Served {
    Served(tcp::socket client, CallBreaker& breaker, std::function<void()> when_down)
        : conversation(std::move(client), breaker, std::move(when_down)) {}
    Conversation conversation;
    std::atomic<bool> over = false;
    std::jthread thread;
  };

  void accept_all();
  void serve(tcp::socket client);
  void end_all();

  asio::io_context io_;
  std::vector<tcp::endpoint> servers_;
  std::size_t next_ = 0;
  tcp::acceptor acceptor_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::list<Served> served_;
  int open_ = 0;
  bool stopped_ = false;
  std::jthread accepting_;
};

PostgresProxy::Impl::Impl(const std::vector<int>& server_ports)
    : acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
  for (const int server_port : server_ports)
    servers_.emplace_back(asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(server_port));
  port = acceptor_.local_endpoint().port();
  accepting_ = std::jthread([this] { accept_all(); });
}

PostgresProxy::Impl::~Impl() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
  }
  accepting_.join();
  end_all();
  served_.clear();
}

void PostgresProxy::Impl::accept_all() {
  while (true) {
    error_code error;
    tcp::socket client = acceptor_.accept(error);
    std::lock_guard lock(mutex_);
    if (stopped_) return;
    std::erase_if(served_, [](const Served& served) { return served.over.load(); });
    if (error) continue;
    if (breaker.down()) {
      client.set_option(asio::socket_base::linger(true, 0), error);
    } else {
      serve(std::move(client));
    }
  }
}

void PostgresProxy::Impl::serve(tcp::socket client) {
  const auto when_down = [this] {
    breaker.go_down();
    end_all();
  };
  Served& served = served_.emplace_back(std::move(client), breaker, when_down);
  ++open_;
  const tcp::endpoint server = servers_[next_++ % servers_.size()];
  served.thread = std::jthread([this, &served, server] {
    served.conversation.run(server);
    std::lock_guard lock(mutex_);
    --open_;
    served.over = true;
    changed_.notify_all();
  });
}

void PostgresProxy::Impl::end_all() {
  std::lock_guard lock(mutex_);
  for (Served& served : served_) served.conversation.end();
}

PostgresProxy::PostgresProxy(int server_port) : PostgresProxy(std::vector{server_port}) {}
PostgresProxy::PostgresProxy(const std::vector<int>& server_ports) : impl_(std::make_unique<Impl>(server_ports)) {}
PostgresProxy::~PostgresProxy() = default;

std::string PostgresProxy::url(const std::string& database) const {
  return "postgresql://postgres@127.0.0.1:" + std::to_string(impl_->port) + "/" + database;
}

void PostgresProxy::break_call(BrokenCall call) { impl_->breaker.arm(std::move(call)); }
void PostgresProxy::be_far_away(std::chrono::milliseconds round_trip) { impl_->breaker.set_delay(round_trip); }

void PostgresProxy::mend() { impl_->breaker.arm(std::nullopt); }
int PostgresProxy::calls() const { return impl_->breaker.calls(); }
bool PostgresProxy::wait_for_calls(int count, std::chrono::milliseconds most) const {
  return impl_->breaker.wait_for_calls(count, most);
}
std::optional<std::string> PostgresProxy::broken() const { return impl_->breaker.broken(); }
void PostgresProxy::wait_until_unused() const { impl_->wait_until_unused(); }

}  // namespace sent::tests
