#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/core/detail/base64.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <utility>
#include <variant>

#include "encode/gzip.hpp"
#include "model/failure.hpp"
#include "ship/transport.hpp"
#include "ship/url.hpp"

namespace sent {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

// The fastest level that compresses these bodies, all alike, well.
constexpr int gzip_level = 3;

struct Endpoint {
  Url url;
  std::string user_agent;
  std::string authorization;  // a secret
  bool gzip = false;
  std::chrono::milliseconds connect_timeout{};
  std::chrono::milliseconds request_timeout{};
  std::shared_ptr<ssl::context> tls;  // none for http
};

// Thrown and caught in this file: the request did not get a whole answer.
struct Broken {
  NoReply silence;
};

[[noreturn]] void broken(std::string what, NoReply::Kind kind = NoReply::Kind::unreachable) {
  throw Broken{{kind, std::move(what)}};
}

std::string base64(std::string_view text) {
  std::string encoded(beast::detail::base64::encoded_size(text.size()), '\0');
  encoded.resize(beast::detail::base64::encode(encoded.data(), text.data(), text.size()));
  return encoded;
}

// SSL_set_tlsext_host_name() without the cast in its macro.
bool name_server(SSL* tls, std::string host) {
  return SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) == 1;
}

// One connection at a time, driven by asynchronous operations that the caller waits for.
class Connection {
 public:
  explicit Connection(const Endpoint& endpoint) : endpoint_(endpoint) {}

  // Waiting ends for good at `deadline`, and when stopped.
  void begin_request(SteadyTime deadline, std::stop_token stop) {
    deadline_ = deadline;
    stop_ = std::move(stop);
  }
  [[nodiscard]] bool usable();
  void open(SteadyTime deadline);
  void close();
  Reply exchange(std::string_view body);
  // From another thread: makes a wait look at the stop token.
  void wake() {
    asio::post(io_, [] {});
  }

 private:
  using Plain = tcp::socket;
  using Secure = ssl::stream<tcp::socket>;

  template <typename Start>
  error_code wait_for(const char* what, SteadyTime deadline, Start start);
  tcp::resolver::results_type resolve(SteadyTime deadline);
  void shake_hands(SteadyTime deadline);
  [[noreturn]] void distrust(const error_code& error);
  error_code write(std::string_view body);
  Reply read(const error_code& write_error);
  [[nodiscard]] std::string to_receiver(const char* what) const {
    return fmt::format("{} {}", what, endpoint_.url.authority());
  }
  tcp::socket& socket() {
    if (auto* secure = std::get_if<Secure>(&*stream_)) return secure->next_layer();
    return std::get<Plain>(*stream_);
  }

  const Endpoint& endpoint_;
  SteadyTime deadline_;
  std::stop_token stop_;
  asio::io_context io_{1};
  std::optional<tcp::resolver> resolver_;
  std::optional<std::variant<Plain, Secure>> stream_;
  beast::flat_buffer buffer_;
  bool keep_ = false;  // the connection may serve another request
};

// Runs one operation, which `start` begins with a handler, to its end. The outcome is shared with the
// handler because a name resolution that is given up on ends later.
template <typename Start>
error_code Connection::wait_for(const char* what, SteadyTime deadline, Start start) {
  const auto outcome = std::make_shared<std::optional<error_code>>();
  start([outcome](error_code error, auto&&...) { *outcome = error; });
  io_.restart();
  while (!*outcome && !stop_.stop_requested() && std::chrono::steady_clock::now() < deadline) {
    io_.run_one_until(deadline);
  }
  if (*outcome && !stop_.stop_requested()) return **outcome;
  const bool timed_out = !stop_.stop_requested();
  if (stream_) {
    close();
    while (!*outcome && io_.run_one() > 0) {
    }
    stream_.reset();
  }
  broken(fmt::format("{}: {}", to_receiver(what), timed_out ? "timed out" : "stopped"));
}

// A receiver may close an idle connection at any time; seen here, it costs no attempt.
bool Connection::usable() {
  if (!stream_ || !keep_) return false;
  char byte = 0;
  const auto got = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got > 0 || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

void Connection::close() {
  if (!stream_) return;
  error_code ignored;
  socket().close(ignored);
  keep_ = false;
}

void Connection::open(SteadyTime deadline) {
  stream_.reset();
  buffer_.clear();
  keep_ = false;
  const auto addresses = resolve(deadline);
  if (endpoint_.tls) {
    stream_.emplace(std::in_place_type<Secure>, io_, *endpoint_.tls);
  } else {
    stream_.emplace(std::in_place_type<Plain>, io_);
  }
  const error_code error = wait_for("connecting to", deadline, [&](auto handler) {
    asio::async_connect(socket(), addresses, std::move(handler));
  });
  if (error) broken(fmt::format("{}: {}", to_receiver("connecting to"), error.message()));
  socket().set_option(tcp::no_delay(true));
  if (endpoint_.tls) shake_hands(deadline);
}

// A new resolver each time: one that was given up on still owes its answer to the old one.
tcp::resolver::results_type Connection::resolve(SteadyTime deadline) {
  const auto found = std::make_shared<tcp::resolver::results_type>();
  resolver_.emplace(io_);
  const error_code error = wait_for("resolving", deadline, [&](auto handler) {
    resolver_->async_resolve(endpoint_.url.host, endpoint_.url.port,
                             [found, handler](error_code failed, auto results) mutable {
                               *found = std::move(results);
                               handler(failed);
                             });
  });
  if (error) broken(fmt::format("{}: {}", to_receiver("resolving"), error.message()));
  return *found;
}

// By OpenSSL's own check rather than Asio's callback, for its result tells a wrong name from others.
void Connection::shake_hands(SteadyTime deadline) {
  auto& stream = std::get<Secure>(*stream_);
  SSL* const tls = stream.native_handle();
  const std::string& host = endpoint_.url.host;
  X509_VERIFY_PARAM* const rules = SSL_get0_param(tls);
  X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  const bool literal = X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) == 1;
  if (!literal && (X509_VERIFY_PARAM_set1_host(rules, host.c_str(), host.size()) != 1 ||
                   !name_server(tls, host))) {
    broken(fmt::format("{}: not a host name", to_receiver("verifying")));
  }
  ERR_clear_error();
  const error_code error = wait_for("TLS handshake with", deadline, [&](auto handler) {
    stream.async_handshake(ssl::stream_base::client, std::move(handler));
  });
  if (error) distrust(error);
}

void Connection::distrust(const error_code& error) {
  const long result = SSL_get_verify_result(std::get<Secure>(*stream_).native_handle());
  stream_.reset();
  if (result == X509_V_OK) {
    broken(fmt::format("{}: {}", to_receiver("TLS handshake with"), error.message()));
  }
  broken(fmt::format("{}: {}", to_receiver("verifying the certificate of"),
                     X509_verify_cert_error_string(result)),
         NoReply::Kind::untrusted);
}

Reply Connection::exchange(std::string_view body) {
  keep_ = false;
  const error_code write_error = write(body);
  // A receiver that refuses early may have answered although it did not take the whole request.
  Reply reply = read(write_error);
  if (!keep_) {
    close();
    stream_.reset();
  }
  return reply;
}

error_code Connection::write(std::string_view body) {
  http::request<http::span_body<const char>> request(http::verb::post, endpoint_.url.target, 11);
  request.set(http::field::host, endpoint_.url.authority());
  request.set(http::field::user_agent, endpoint_.user_agent);
  request.set(http::field::content_type, "application/json");
  if (endpoint_.gzip) request.set(http::field::content_encoding, "gzip");
  if (!endpoint_.authorization.empty()) {
    request.set(http::field::authorization, endpoint_.authorization);
  }
  request.body() = beast::span<const char>(body.data(), body.size());
  request.prepare_payload();
  return wait_for("sending to", deadline_, [&](auto handler) {
    std::visit([&](auto& stream) { http::async_write(stream, request, std::move(handler)); },
               *stream_);
  });
}

Reply Connection::read(const error_code& write_error) {
  Reply reply;
  std::string text(max_reply_bytes, '\0');
  while (true) {
    http::response_parser<http::buffer_body> parser;
    parser.body_limit(boost::none);
    parser.get().body().data = text.data();
    parser.get().body().size = text.size();
    const error_code error = wait_for("reading the answer of", deadline_, [&](auto handler) {
      std::visit([&](auto& stream) { http::async_read(stream, buffer_, parser, std::move(handler)); },
                 *stream_);
    });
    const auto& head = parser.get();
    if (error && error != http::error::need_buffer) {
      const bool unsent = write_error && !parser.is_header_done();
      broken(fmt::format("{}: {}", to_receiver(unsent ? "sending to" : "reading the answer of"),
                         (unsent ? write_error : error).message()));
    }
    if (head.result_int() / 100 == 1) continue;  // "100 Continue" and the like precede the answer
    reply.status = static_cast<int>(head.result_int());
    const auto wait = head.find(http::field::retry_after);
    if (wait != head.end()) reply.retry_after.emplace(wait->value());
    text.resize(text.size() - parser.get().body().size);
    reply.body = std::move(text);
    keep_ = parser.is_done() && parser.keep_alive() && !write_error;
    return reply;
  }
}

class HttpTransport final : public Transport {
 public:
  explicit HttpTransport(std::shared_ptr<const Endpoint> endpoint)
      : endpoint_(std::move(endpoint)), connection_(*endpoint_), gzip_(gzip_level) {}

  Answer post(const Batch& batch, std::stop_token stop) override {
    const auto begin = std::chrono::steady_clock::now();
    const auto deadline = begin + endpoint_->request_timeout;
    const std::stop_callback wake(stop, [this] { connection_.wake(); });
    try {
      connection_.begin_request(deadline, std::move(stop));
      const std::string packed = endpoint_->gzip ? gzip_.compress(batch.body()) : std::string();
      if (!connection_.usable()) {
        connection_.open(std::min(deadline, begin + endpoint_->connect_timeout));
      }
      return connection_.exchange(endpoint_->gzip ? std::string_view(packed) : batch.body());
    } catch (const Broken& end) {
      connection_.close();
      return end.silence;
    } catch (const boost::system::system_error& error) {
      connection_.close();
      return NoReply{NoReply::Kind::unreachable,
                     fmt::format("sending to {}: {}", endpoint_->url.authority(),
                                 error.code().message())};
    }
  }

 private:
  std::shared_ptr<const Endpoint> endpoint_;
  Connection connection_;
  Gzip gzip_;
};

std::shared_ptr<ssl::context> make_tls(const std::string& ca_file) {
  auto tls = std::make_shared<ssl::context>(ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
  tls->set_verify_mode(ssl::verify_peer);
  error_code error;
  if (ca_file.empty()) {
    tls->set_default_verify_paths(error);
  } else {
    tls->load_verify_file(ca_file, error);
  }
  if (error) {
    throw Failure(ExitCode::usage,
                  fmt::format("reading certificates from {}: {}",
                              ca_file.empty() ? "the system" : ca_file, error.message()),
                  "set sink.ca_file to a file of PEM certificates");
  }
  return tls;
}

}  // namespace

TransportFactory make_http_transports(const Config::Sink& sink, std::string_view user_agent) {
  const auto endpoint = std::make_shared<Endpoint>();
  endpoint->url = parse_url(sink.url);
  endpoint->user_agent = user_agent;
  if (!sink.write_key.empty()) endpoint->authorization = "Basic " + base64(sink.write_key + ":");
  endpoint->gzip = sink.gzip;
  endpoint->connect_timeout = sink.connect_timeout;
  endpoint->request_timeout = sink.request_timeout;
  if (endpoint->url.tls) endpoint->tls = make_tls(sink.ca_file);
  return [endpoint = std::shared_ptr<const Endpoint>(endpoint)] {
    return std::make_unique<HttpTransport>(endpoint);
  };
}

}  // namespace sent
