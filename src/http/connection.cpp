// SPDX-License-Identifier: Apache-2.0

#include "http/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "http/answer_reader.hpp"
#include "http/proxy_answer.hpp"
#include "http/wire/attempt.hpp"
#include "http/wire/dial.hpp"
#include "http/wire/stream.hpp"
#include "io/detached_call.hpp"

namespace sent::http {

namespace {

// Of the body, sent together with the head.
constexpr std::size_t first_body_bytes = 16 * 1024;

}  // namespace

class Connection::Impl {
 public:
  Impl(const Endpoint& endpoint, TlsContext tls)
      : endpoint_(endpoint), tls_(std::move(tls)), first_hop_(endpoint.first_hop()), server_(endpoint.server()) {}

  Answer post(const Content& content, std::stop_token stop);
  std::variant<Reached, NoReply> reach(std::stop_token stop);

 private:
  template <typename Result, typename Work>
  Result within_timeout(std::stop_token stop, Work work);
  [[nodiscard]] bool is_usable();
  void open();
  void close();
  [[nodiscard]] std::vector<wire::Address> resolve(const wire::Patience& patience);
  void open_tunnel(const wire::Patience& patience);
  void shake_hands(const wire::Patience& patience);
  Reply post_on_open(const Content& content, bool reused);
  [[nodiscard]] std::optional<wire::Broken> write(const Content& content);

  const Endpoint& endpoint_;
  const TlsContext tls_;
  const std::string first_hop_;
  const std::string server_;
  wire::Patience patience_;  // of the request
  io::DetachedCall<wire::Lookup> lookup_{"resolving a name"};
  std::optional<wire::Stream> stream_;  // absent: the next request opens one
  AnswerReader answers_;
};

Connection::Connection(const Endpoint& endpoint, TlsContext tls)
    : impl_(std::make_unique<Impl>(endpoint, std::move(tls))) {}

Connection::~Connection() = default;

Answer Connection::post(const Content& content, std::stop_token stop) { return impl_->post(content, std::move(stop)); }

std::variant<Reached, NoReply> Connection::reach(std::stop_token stop) { return impl_->reach(std::move(stop)); }

// A server may close an idle connection at any time, even while the next request is on its way. Then that request goes
// out again: the same bytes, so its ids make it harmless if the server has read it after all.
Answer Connection::Impl::post(const Content& content, std::stop_token stop) {
  return within_timeout<Answer>(std::move(stop), [&] {
    if (is_usable()) {
      try {
        return post_on_open(content, true);
      } catch (const wire::Broken& end) {
        if (!end.by_peer || answers_.began()) throw;
      }
    }
    open();
    return post_on_open(content, false);
  });
}

std::variant<Reached, NoReply> Connection::Impl::reach(std::stop_token stop) {
  return within_timeout<std::variant<Reached, NoReply>>(std::move(stop), [&] {
    open();
    const ssl_st* const session = stream_->session();
    return session == nullptr ? Reached{} : Reached{trusted_until(session)};
  });
}

// `work` throws wire::Broken, or NoReply if another attempt would fail too.
template <typename Result, typename Work>
Result Connection::Impl::within_timeout(std::stop_token stop, Work work) {
  patience_ = {std::chrono::steady_clock::now() + endpoint_.request_timeout, std::move(stop)};
  try {
    return work();
  } catch (const wire::Broken& end) {
    close();
    return NoReply{NoReply::Kind::unreachable, end.what};
  } catch (const NoReply& silence) {
    close();
    return silence;
  }
}

// What arrives without a request, be it a byte or an end, cannot be its answer.
bool Connection::Impl::is_usable() { return stream_ && stream_->is_silent(); }

void Connection::Impl::close() {
  stream_.reset();
  answers_ = {};
}

void Connection::Impl::open() {
  close();
  const wire::Patience patience{std::min(patience_.until, std::chrono::steady_clock::now() + endpoint_.connect_timeout),
                                patience_.stop};
  const auto addresses = resolve(patience);
  stream_.emplace(wire::dial(addresses, {"connecting to", first_hop_, patience}));
  if (endpoint_.tunnels()) open_tunnel(patience);
  if (tls_) shake_hands(patience);
}

std::vector<wire::Address> Connection::Impl::resolve(const wire::Patience& patience) {
  const wire::Attempt attempt{"resolving", first_hop_, patience};
  const auto& proxy = endpoint_.proxy;
  const auto call = [host = proxy ? proxy->host : endpoint_.url.host, port = proxy ? proxy->port : endpoint_.url.port] {
    return wire::look_up(host, port);
  };
  auto found = lookup_.await(call, patience.until, patience.stop);
  if (!found) attempt.fail(patience.stop.stop_requested() ? "stopped" : "timed out");
  if (found->addresses.empty()) attempt.fail(found->fault);
  return std::move(found->addresses);
}

void Connection::Impl::open_tunnel(const wire::Patience& patience) {
  const wire::Attempt attempt{"opening a tunnel at", first_hop_, patience};
  stream_->write(connect_head(endpoint_), attempt);
  const ReadAnswer answer = answers_.read_head(*stream_, attempt);
  if (auto refusal = judge_tunnel(endpoint_, answer.reply.status, answer.phrase)) throw NoReply(*std::move(refusal));
  // TLS servers do not speak first, so this cannot come from the server.
  if (answers_.has_more()) attempt.fail("the proxy sent more than an answer");
}

void Connection::Impl::shake_hands(const wire::Patience& patience) {
  wire::TlsSession session = make_tls_session(tls_, endpoint_.url.host);
  if (!session) wire::Attempt{"verifying", server_, patience}.fail("not a host name");
  try {
    stream_->encrypt(std::move(session), {"TLS handshake with", server_, patience});
  } catch (const wire::Broken&) {
    const auto fault = certificate_fault(stream_->session());
    if (!fault) throw;
    throw NoReply{NoReply::Kind::untrusted, fmt::format("verifying the certificate of {}: {}", server_, *fault)};
  }
}

Reply Connection::Impl::post_on_open(const Content& content, bool reused) {
  answers_.begin();
  const auto not_sent = write(content);
  // A server that refuses early may have answered although it did not read the whole request.
  const wire::Attempt attempt{"reading the answer of", server_, patience_};
  ReadAnswer answer = answers_.read(*stream_, attempt, not_sent);
  // One of the two may be a late second answer to the request before; nobody knows which.
  if (reused && answers_.has_more()) attempt.fail("more than one answer");
  // HTTP/1.1 keeps a connection unless told otherwise, but tinyproxy closes it after each request that it passes on and
  // does not say so. A proxy must therefore say that it keeps the connection, as squid does.
  const bool kept =
      answer.keeps_alive && !answers_.has_more() && !not_sent && (!endpoint_.relays() || answer.says_keep_alive);
  if (!kept) close();
  if (auto refusal = judge_relay(endpoint_, answer.reply.status)) throw NoReply(*std::move(refusal));
  return std::move(answer.reply);
}

// Returns why the server did not read the whole request, if it did not.
std::optional<wire::Broken> Connection::Impl::write(const Content& content) {
  const wire::Attempt attempt{"sending to", server_, patience_};
  const std::string beginning = post_head(endpoint_, content).append(content.body.substr(0, first_body_bytes));
  try {
    stream_->write(beginning, attempt);
    stream_->write(content.body.substr(std::min(first_body_bytes, content.body.size())), attempt);
  } catch (const wire::Broken& end) {
    if (!end.by_peer) throw;
    return end;
  }
  return std::nullopt;
}

}  // namespace sent::http
