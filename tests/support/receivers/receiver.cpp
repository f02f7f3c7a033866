// SPDX-License-Identifier: Apache-2.0

#include "receiver.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "request_coding.hpp"
#include "segment_rules.hpp"

namespace sent::tests {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;

using asio::ip::tcp;
using boost::system::error_code;
using Action = ScriptedAnswer::Action;
using Request = http::request<http::string_body>;

constexpr std::size_t max_inflated = 64U << 20U;

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

RuleRequest rule_request(const Request& request) {
  RuleRequest asked;
  asked.method = request.method_string();
  asked.target = request.target();
  for (const auto& field : request)
    asked.headers[lowered(std::string(field.name_string()))] = std::string(field.value());
  asked.body = request.body();
  return asked;
}

}  // namespace

class Receiver::Impl {
 public:
  explicit Impl(Options options);
  ~Impl() { stop(); }
  void stop();

  Options options_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  Handler handler_;
  std::vector<ReceivedEvent> events_;
  std::vector<ReceivedRequest> requests_;
  std::vector<std::string> violations_;
  int connections_ = 0;
  int most_at_once_ = 0;
  std::uint16_t port_ = 0;

 private:
  void accept_all();
  void serve(tcp::socket socket);
  template <typename Stream>
  void talk(Stream& stream, tcp::socket& socket);
  template <typename Stream>
  bool answer(Stream& stream, tcp::socket& socket, const Request& request, const ScriptedAnswer& how);
  ScriptedAnswer decide(const Request& request);
  std::size_t remember(ReceivedRequest received);
  std::optional<ScriptedAnswer> script(std::size_t index, const std::string& body);
  RuleVerdict usual_rules(const RuleRequest& asked, const std::optional<std::string>& body) const;
  ScriptedAnswer apply_rules(const RuleRequest& asked, const std::optional<std::string>& body);
  void forget(tcp::socket& socket);
  void count_at_once(int change);

  int at_once_ = 0;
  asio::io_context io_;
  tcp::acceptor acceptor_;
  std::optional<ssl::context> tls_;
  std::mutex handler_mutex_;
  std::set<int> open_;
  bool stopped_ = false;
  std::vector<std::jthread> conversations_;
  std::jthread accepting_;
};

Receiver::Impl::Impl(Options options)
    : options_(std::move(options)), acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
  port_ = acceptor_.local_endpoint().port();
  if (options_.tls) {
    tls_.emplace(ssl::context::tls_server);
    tls_->use_certificate_chain_file(options_.tls->certificate);
    tls_->use_private_key_file(options_.tls->key, ssl::context::pem);
    if (options_.outdated_tls) {
      SSL_CTX_set_security_level(tls_->native_handle(), 0);
      SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_VERSION);
      SSL_CTX_set_max_proto_version(tls_->native_handle(), TLS1_1_VERSION);
    }
  }
  accepting_ = std::jthread([this] { accept_all(); });
}

void Receiver::Impl::accept_all() {
  while (true) {
    error_code error;
    tcp::socket socket = acceptor_.accept(error);
    std::lock_guard lock(mutex_);
    if (stopped_) return;
    if (error) continue;
    ++connections_;
    open_.insert(socket.native_handle());
    conversations_.emplace_back([this, s = std::move(socket)]() mutable { serve(std::move(s)); });
  }
}

void Receiver::Impl::stop() {
  {
    std::lock_guard lock(mutex_);
    if (std::exchange(stopped_, true)) return;
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  accepting_.join();
  conversations_.clear();
  acceptor_.close();
}

void Receiver::Impl::forget(tcp::socket& socket) {
  std::lock_guard lock(mutex_);
  if (socket.is_open()) open_.erase(socket.native_handle());
}

void Receiver::Impl::serve(tcp::socket socket) {
  error_code ignored;
  if (tls_) {
    ssl::stream<tcp::socket> stream(std::move(socket), *tls_);
    stream.handshake(ssl::stream_base::server, ignored);
    if (!ignored) talk(stream, stream.next_layer());
    forget(stream.next_layer());
  } else {
    talk(socket, socket);
    forget(socket);
  }
}

template <typename Stream>
void Receiver::Impl::talk(Stream& stream, tcp::socket& socket) {
  beast::flat_buffer buffer;
  while (true) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(max_inflated);
    error_code error;
    http::read(stream, buffer, parser, error);
    if (error) return;
    const Request request = parser.release();
    count_at_once(1);
    const ScriptedAnswer how = decide(request);
    std::this_thread::sleep_for(how.delay);
    count_at_once(-1);
    if (!answer(stream, socket, request, how)) return;
  }
}

void Receiver::Impl::count_at_once(int change) {
  std::lock_guard lock(mutex_);
  at_once_ += change;
  most_at_once_ = std::max(most_at_once_, at_once_);
}

// False when the connection is over.
template <typename Stream>
bool Receiver::Impl::answer(Stream& stream, tcp::socket& socket, const Request& request, const ScriptedAnswer& how) {
  error_code error;
  if (how.action == Action::reset) {
    forget(socket);
    socket.set_option(asio::socket_base::linger(true, 0), error);
    socket.close(error);
    return false;
  }
  if (how.action == Action::stall) {
    char byte = 0;
    while (!error) socket.read_some(asio::buffer(&byte, 1), error);
    return false;
  }
  if (how.action == Action::half_answer) {
    const std::string half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"succ";
    asio::write(stream, asio::buffer(half), error);
    socket.shutdown(tcp::socket::shutdown_both, error);
    return false;
  }
  http::response<http::string_body> response(static_cast<http::status>(how.status), request.version());
  for (const auto& [name, value] : how.headers) response.set(name, value);
  response.keep_alive(request.keep_alive());
  response.body() = how.body;
  response.prepare_payload();
  http::write(stream, response, error);
  if (how.action == Action::close_after_reply) socket.shutdown(tcp::socket::shutdown_both, error);
  return !error && request.keep_alive() && how.action == Action::reply;
}

ScriptedAnswer Receiver::Impl::decide(const Request& request) {
  const RuleRequest asked = rule_request(request);
  const auto body = plain_body(asked);
  const std::size_t index = remember({0, asked.method, asked.target, asked.headers, body.value_or(""), 0});
  std::optional<ScriptedAnswer> scripted = script(index, body.value_or(""));
  if (scripted && scripted->takes_events) apply_rules(asked, body);
  if (!scripted) scripted = apply_rules(asked, body);
  std::lock_guard lock(mutex_);
  const bool answers = scripted->action == Action::reply || scripted->action == Action::close_after_reply;
  requests_[index].status = answers ? scripted->status : 0;
  return *scripted;
}

std::size_t Receiver::Impl::remember(ReceivedRequest received) {
  std::lock_guard lock(mutex_);
  received.number = static_cast<int>(requests_.size()) + 1;
  requests_.push_back(std::move(received));
  changed_.notify_all();
  return requests_.size() - 1;
}

std::optional<ScriptedAnswer> Receiver::Impl::script(std::size_t index, const std::string& body) {
  Handler handler;
  {
    std::lock_guard lock(mutex_);
    handler = handler_;
  }
  if (!handler) return std::nullopt;
  std::lock_guard lock(handler_mutex_);
  return handler(static_cast<int>(index) + 1, nlohmann::json::parse(body, nullptr, false));
}

RuleVerdict Receiver::Impl::usual_rules(const RuleRequest& asked, const std::optional<std::string>& body) const {
  const auto refuse = [](int status, const std::string& why) { return RuleVerdict{status, why, {}, {}, {}}; };
  if (!body) return refuse(400, "bad gzip");
  if (asked.path() != options_.path) return refuse(404, "not found");
  if (asked.method != "POST") return refuse(405, "method not allowed");
  if (asked.header("authorization") != basic_authorization(options_.write_key + ":")) {
    return refuse(options_.wrong_key_status, "invalid write key");
  }
  if (!asked.header("content-type").starts_with("application/json")) return refuse(400, "content type");
  return apply_segment_rules(*body);
}

ScriptedAnswer Receiver::Impl::apply_rules(const RuleRequest& asked, const std::optional<std::string>& body) {
  RuleVerdict verdict = options_.rules ? options_.rules(asked) : usual_rules(asked, body);
  std::lock_guard lock(mutex_);
  std::move(verdict.accepted.begin(), verdict.accepted.end(), std::back_inserter(events_));
  std::move(verdict.violations.begin(), verdict.violations.end(), std::back_inserter(violations_));
  return {verdict.status, verdict.body, verdict.headers};
}

Receiver::Receiver() : Receiver(Options{}) {}
Receiver::Receiver(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Receiver::~Receiver() = default;

void Receiver::set_handler(Handler handler) {
  std::lock_guard lock(impl_->mutex_);
  impl_->handler_ = std::move(handler);
}

std::uint16_t Receiver::port() const { return impl_->port_; }

std::string Receiver::url(const std::string& host) const {
  return (impl_->options_.tls ? "https://" : "http://") + host + ":" + std::to_string(port()) + impl_->options_.path;
}

void Receiver::stop() { impl_->stop(); }

std::vector<ReceivedEvent> Receiver::events() const {
  std::lock_guard lock(impl_->mutex_);
  return impl_->events_;
}

std::vector<ReceivedRequest> Receiver::requests() const {
  std::lock_guard lock(impl_->mutex_);
  return impl_->requests_;
}

std::vector<std::string> Receiver::violations() const {
  std::lock_guard lock(impl_->mutex_);
  return impl_->violations_;
}

int Receiver::connections() const {
  std::lock_guard lock(impl_->mutex_);
  return impl_->connections_;
}

int Receiver::most_at_once() const {
  std::lock_guard lock(impl_->mutex_);
  return impl_->most_at_once_;
}

bool Receiver::wait_for_requests(std::size_t count, std::chrono::milliseconds most) const {
  std::unique_lock lock(impl_->mutex_);
  return impl_->changed_.wait_for(lock, most, [&] { return impl_->requests_.size() >= count; });
}

}  // namespace sent::tests
