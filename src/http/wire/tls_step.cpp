// SPDX-License-Identifier: Apache-2.0

#include "http/wire/tls_step.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <new>
#include <system_error>

namespace sent::http::wire {

namespace {

// OpenSSL's own BIO for sockets would raise SIGPIPE.
const Socket& socket_of(BIO* bio) { return *static_cast<const Socket*>(BIO_get_data(bio)); }

int moved(BIO* bio, const Step& step, int retry) {
  BIO_clear_retry_flags(bio);
  if (step.kind == Step::Kind::done) return static_cast<int>(step.bytes);
  if (step.kind == Step::Kind::ended) return 0;
  if (step.kind != Step::Kind::failed) BIO_set_flags(bio, retry | BIO_FLAGS_SHOULD_RETRY);
  return -1;
}

int read_socket(BIO* bio, char* bytes, int size) {
  return moved(bio, receive(socket_of(bio), {bytes, static_cast<std::size_t>(size)}), BIO_FLAGS_READ);
}

int write_socket(BIO* bio, const char* bytes, int size) {
  return moved(bio, send(socket_of(bio), {bytes, static_cast<std::size_t>(size)}), BIO_FLAGS_WRITE);
}

long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

const BIO_METHOD* socket_method() {
  static const std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)> method = [] {
    BIO_METHOD* const made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE");
    if (made == nullptr) throw std::bad_alloc();
    BIO_meth_set_read(made, &read_socket);
    BIO_meth_set_write(made, &write_socket);
    BIO_meth_set_ctrl(made, &control);
    return std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)>(made, &BIO_meth_free);
  }();
  return method.get();
}

std::string reason_of(unsigned long error) {
  if (error == 0) return errno == 0 ? "the connection was cut" : std::generic_category().message(errno);
  if (ERR_GET_REASON(error) == SSL_R_UNEXPECTED_EOF_WHILE_READING) return "the connection was cut";
  const char* const reason = ERR_reason_error_string(error);
  return reason == nullptr ? "unknown" : reason;
}

// `operation` returns what OpenSSL does: more than 0 if it was successful.
template <typename Operation>
Step step_of(SSL* session, Operation operation) {
  ERR_clear_error();
  errno = 0;
  const int result = operation();
  switch (SSL_get_error(session, result)) {
    case SSL_ERROR_NONE: return {Step::Kind::done, static_cast<std::size_t>(result), {}};
    case SSL_ERROR_WANT_READ: return {Step::Kind::reads_first, 0, {}};
    case SSL_ERROR_WANT_WRITE: return {Step::Kind::writes_first, 0, {}};
    case SSL_ERROR_ZERO_RETURN: return {Step::Kind::ended, 0, {}};
    default: return {Step::Kind::failed, 0, reason_of(ERR_get_error())};
  }
}

}  // namespace

void FreeTlsSession::operator()(ssl_st* session) const { SSL_free(session); }

void speak_over(ssl_st* session, const Socket& socket) {
  BIO* const bio = BIO_new(socket_method());
  if (bio == nullptr) throw std::bad_alloc();
  BIO_set_data(bio, const_cast<Socket*>(&socket));
  BIO_set_init(bio, 1);
  SSL_set_bio(session, bio, bio);
  SSL_set_mode(session, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_set_connect_state(session);
}

Step shake_hands(ssl_st* session) {
  return step_of(session, [&] { return SSL_do_handshake(session); });
}

Step receive_tls(ssl_st* session, std::span<char> taken) {
  return step_of(session, [&] { return SSL_read(session, taken.data(), static_cast<int>(taken.size())); });
}

Step send_tls(ssl_st* session, std::string_view bytes) {
  // One record.
  const auto size = static_cast<int>(std::min<std::size_t>(bytes.size(), SSL3_RT_MAX_PLAIN_LENGTH));
  return step_of(session, [&] { return SSL_write(session, bytes.data(), size); });
}

Step peek_tls(ssl_st* session) {
  char byte = 0;
  return step_of(session, [&] { return SSL_peek(session, &byte, 1); });
}

}  // namespace sent::http::wire
