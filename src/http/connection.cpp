// SPDX-License-Identifier: Apache-2.0

#include "http/connection.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <utility>
#include <variant>

#include "http/proxy_answer.hpp"
#include "io/detached_call.hpp"

namespace sent::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::uint32_t max_proxy_answer_bytes = 8 * 1024;
// What is read and not parsed yet, such as the extension of a chunk, which has no limit of its own.
constexpr std::size_t max_unread_bytes = 2 * max_reply_bytes;

struct Lookup {
  error_code error;
  tcp::resolver::results_type addresses;
};

// For messages: what is being done, and to which host.
struct Attempt {
  std::string_view doing;
  const std::string& host;
};

// Thrown and caught in this file: the request got no complete answer.
struct Broken {
  NoReply silence;
};

[[noreturn]] void broken(const Attempt& attempt, std::string_view outcome,
                         NoReply::Kind kind = NoReply::Kind::unreachable) {
  throw Broken{{kind, fmt::format("{} {}: {}", attempt.doing, attempt.host, outcome)}};
}

// HTTP/1.1 keeps a connection unless told otherwise, but tinyproxy closes it after each request that it passes on and
// does not say so. A proxy must therefore say that it keeps the connection, as squid does.
bool says_keep_alive(const http::fields& head) {
  return http::token_list(head[http::field::connection]).exists("keep-alive") ||
         http::token_list(head[http::field::proxy_connection]).exists("keep-alive");
}

}  // namespace

// Starts asynchronous operations and waits for each of them.
class Connection::Impl {
 public:
  Impl(const Endpoint& endpoint, TlsContext tls)
      : endpoint_(endpoint), tls_(std::move(tls)), first_hop_(endpoint.first_hop()), server_(endpoint.server()) {}

  Answer post(const Content& content, std::stop_token stop);
  std::variant<Reached, NoReply> reach(std::stop_token stop);

 private:
  using Plain = tcp::socket;
  using Secure = ssl::stream<tcp::socket>;

  template <typename Result, typename Work>
  Result within_timeouts(std::stop_token stop, Work work);
  template <typename Start>
  error_code wait_for(const Attempt& attempt, SteadyTime deadline, Start start);
  template <typename Start>
  void require(const Attempt& attempt, SteadyTime deadline, Start start);
  [[nodiscard]] bool usable();
  void open(SteadyTime deadline);
  void close();
  tcp::resolver::results_type resolve(SteadyTime deadline);
  void open_tunnel(SteadyTime deadline);
  void await_tunnel(const Attempt& attempt, SteadyTime deadline);
  void shake_hands(SteadyTime deadline);
  Reply exchange(const Content& content);
  error_code write(const Content& content);
  Reply read(const error_code& write_error);
  tcp::socket& socket() {
    if (auto* secure = std::get_if<Secure>(&*stream_)) return secure->next_layer();
    return std::get<Plain>(*stream_);
  }

  const Endpoint& endpoint_;
  const TlsContext tls_;
  const std::string first_hop_;
  const std::string server_;
  SteadyTime deadline_;
  std::stop_token stop_;
  const std::shared_ptr<asio::io_context> context_ = std::make_shared<asio::io_context>(1);
  asio::io_context& io_ = *context_;
  io::DetachedCall<Lookup> lookup_{"resolving a name"};
  std::optional<std::variant<Plain, Secure>> stream_;
  beast::flat_buffer buffer_{max_unread_bytes};
  bool keep_ = false;  // the connection may serve another request
};

Connection::Connection(const Endpoint& endpoint, TlsContext tls)
    : impl_(std::make_unique<Impl>(endpoint, std::move(tls))) {}

Connection::~Connection() = default;

Answer Connection::post(const Content& content, std::stop_token stop) { return impl_->post(content, std::move(stop)); }

std::variant<Reached, NoReply> Connection::reach(std::stop_token stop) { return impl_->reach(std::move(stop)); }

Answer Connection::Impl::post(const Content& content, std::stop_token stop) {
  return within_timeouts<Answer>(std::move(stop), [&](SteadyTime connected_by) {
    if (!usable()) open(connected_by);
    return exchange(content);
  });
}

std::variant<Reached, NoReply> Connection::Impl::reach(std::stop_token stop) {
  return within_timeouts<std::variant<Reached, NoReply>>(std::move(stop), [&](SteadyTime connected_by) {
    open(connected_by);
    auto* const secure = std::get_if<Secure>(&*stream_);
    return secure == nullptr ? Reached{} : Reached{trusted_until(secure->native_handle())};
  });
}

// Calls `work` with the time by which it must be connected.
template <typename Result, typename Work>
Result Connection::Impl::within_timeouts(std::stop_token stop, Work work) {
  // Wakes wait_for(), which then looks at the stop token.
  const std::stop_callback wake(stop, [this] { asio::post(io_, [] {}); });
  const auto begin = std::chrono::steady_clock::now();
  deadline_ = begin + endpoint_.request_timeout;
  stop_ = std::move(stop);
  try {
    return work(std::min(deadline_, begin + endpoint_.connect_timeout));
  } catch (const Broken& end) {
    close();
    return end.silence;
  } catch (const boost::system::system_error& error) {
    close();
    return NoReply{NoReply::Kind::unreachable, fmt::format("sending to {}: {}", server_, error.code().message())};
  }
}

// Runs one operation of the stream to its end; `start` begins it with a handler. The handler shares the outcome because
// it outlives this function if the io_context throws.
template <typename Start>
error_code Connection::Impl::wait_for(const Attempt& attempt, SteadyTime deadline, Start start) {
  const auto outcome = std::make_shared<std::optional<error_code>>();
  start([outcome](error_code error, auto&&...) { *outcome = error; });
  io_.restart();
  while (!*outcome && !stop_.stop_requested() && std::chrono::steady_clock::now() < deadline) {
    io_.run_one_until(deadline);
  }
  if (*outcome && !stop_.stop_requested()) return **outcome;
  const bool timed_out = !stop_.stop_requested();
  close();
  while (!*outcome && io_.run_one() > 0) {
  }
  stream_.reset();
  broken(attempt, timed_out ? "timed out" : "stopped");
}

template <typename Start>
void Connection::Impl::require(const Attempt& attempt, SteadyTime deadline, Start start) {
  const error_code error = wait_for(attempt, deadline, std::move(start));
  if (error) broken(attempt, error.message());
}

// A server may close an idle connection at any time; noticed here, that costs no attempt. Bytes that arrive without a
// request, other than TLS's own, cannot be an answer.
bool Connection::Impl::usable() {
  if (!stream_ || !keep_) return false;
  char byte = 0;
  const auto got = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return (got > 0 && tls_) || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

void Connection::Impl::close() {
  if (!stream_) return;
  error_code ignored;
  socket().close(ignored);
  keep_ = false;
}

void Connection::Impl::open(SteadyTime deadline) {
  stream_.reset();
  buffer_.clear();
  keep_ = false;
  const auto addresses = resolve(deadline);
  stream_.emplace(std::in_place_type<Plain>, io_);
  require({"connecting to", first_hop_}, deadline,
          [&](auto handler) { asio::async_connect(socket(), addresses, std::move(handler)); });
  socket().set_option(tcp::no_delay(true));
  if (endpoint_.tunnels()) open_tunnel(deadline);
  if (tls_) shake_hands(deadline);
}

// Not by Asio's own resolver, because the end of an io_context waits for it. The io_context, which the call keeps
// alive, is thread-safe.
tcp::resolver::results_type Connection::Impl::resolve(SteadyTime deadline) {
  const Attempt attempt{"resolving", first_hop_};
  const auto& proxy = endpoint_.proxy;
  const auto look_up = [context = context_, host = proxy ? proxy->host : endpoint_.url.host,
                        port = proxy ? proxy->port : endpoint_.url.port] {
    Lookup found;
    found.addresses = tcp::resolver(*context).resolve(host, port, found.error);
    return found;
  };
  const auto found = lookup_.await(look_up, deadline, stop_);
  if (!found) broken(attempt, stop_.stop_requested() ? "stopped" : "timed out");
  if (found->error) broken(attempt, found->error.message());
  return found->addresses;
}

void Connection::Impl::open_tunnel(SteadyTime deadline) {
  const Attempt attempt{"opening a tunnel at", first_hop_};
  const std::string head = connect_head(endpoint_);
  require(attempt, deadline,
          [&](auto handler) { asio::async_write(socket(), asio::buffer(head), std::move(handler)); });
  await_tunnel(attempt, deadline);
  // TLS servers do not speak first, so this cannot come from the server.
  if (buffer_.size() > 0) broken(attempt, "the proxy sent more than an answer");
}

void Connection::Impl::await_tunnel(const Attempt& attempt, SteadyTime deadline) {
  while (true) {
    http::response_parser<http::empty_body> parser;
    parser.header_limit(max_proxy_answer_bytes);
    parser.body_limit(boost::none);
    require(attempt, deadline,
            [&](auto handler) { http::async_read_header(socket(), buffer_, parser, std::move(handler)); });
    const auto& head = parser.get();
    if (head.result_int() / 100 == 1) continue;
    auto refusal = judge_tunnel(endpoint_, static_cast<int>(head.result_int()), head.reason());
    if (refusal) throw Broken{*std::move(refusal)};
    return;
  }
}

void Connection::Impl::shake_hands(SteadyTime deadline) {
  TlsSession session = make_tls_session(tls_, endpoint_.url.host);
  if (!session) broken({"verifying", server_}, "not a host name");
  tcp::socket plain = std::move(std::get<Plain>(*stream_));
  auto& stream = stream_->emplace<Secure>(std::move(plain), session.release());
  const Attempt attempt{"TLS handshake with", server_};
  const error_code error = wait_for(
      attempt, deadline, [&](auto handler) { stream.async_handshake(ssl::stream_base::client, std::move(handler)); });
  if (!error) return;
  const auto fault = certificate_fault(stream.native_handle());
  if (!fault) broken(attempt, error.message());
  broken({"verifying the certificate of", server_}, *fault, NoReply::Kind::untrusted);
}

Reply Connection::Impl::exchange(const Content& content) {
  keep_ = false;
  const error_code write_error = write(content);
  // A server that refuses early may have answered although it did not read the whole request.
  Reply reply = read(write_error);
  if (!keep_) {
    close();
    stream_.reset();
  }
  if (auto refusal = judge_relay(endpoint_, reply.status)) throw Broken{*std::move(refusal)};
  return reply;
}

error_code Connection::Impl::write(const Content& content) {
  const std::string head = post_head(endpoint_, content);
  const std::array<asio::const_buffer, 2> request{asio::buffer(head), asio::buffer(content.body)};
  return wait_for({"sending to", server_}, deadline_, [&](auto handler) {
    std::visit([&](auto& stream) { asio::async_write(stream, request, std::move(handler)); }, *stream_);
  });
}

Reply Connection::Impl::read(const error_code& write_error) {
  Reply reply;
  std::string text(max_reply_bytes, '\0');
  const Attempt attempt{"reading the answer of", server_};
  while (true) {
    http::response_parser<http::buffer_body> parser;
    parser.body_limit(boost::none);
    parser.get().body().data = text.data();
    parser.get().body().size = text.size();
    const error_code error = wait_for(attempt, deadline_, [&](auto handler) {
      std::visit([&](auto& stream) { http::async_read(stream, buffer_, parser, std::move(handler)); }, *stream_);
    });
    const auto& head = parser.get();
    // The body matters only for a success. That of a refusal may break off, because the server did not read the whole
    // request.
    const bool refused = parser.is_header_done() && head.result_int() >= 300;
    if (error && error != http::error::need_buffer && !refused) {
      const bool unsent = write_error && !parser.is_header_done();
      if (unsent) broken({"sending to", server_}, write_error.message());
      broken(attempt, error.message());
    }
    if (head.result_int() / 100 == 1) continue;  // "100 Continue" and the like come before the answer
    reply.status = static_cast<int>(head.result_int());
    const auto wait = head.find(http::field::retry_after);
    if (wait != head.end()) reply.retry_after.emplace(wait->value());
    text.resize(text.size() - parser.get().body().size);
    reply.body = std::move(text);
    keep_ = parser.is_done() && parser.keep_alive() && buffer_.size() == 0 && !write_error &&
            (!endpoint_.relays() || says_keep_alive(head));
    return reply;
  }
}

}  // namespace sent::http
