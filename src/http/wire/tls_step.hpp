// SPDX-License-Identifier: Apache-2.0

// TLS on a socket that does not block. http/tls.hpp creates sessions. Not thread-safe: one thread at a time may use a
// session.

#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "http/wire/socket.hpp"
#include "http/wire/step.hpp"

struct ssl_st;

namespace sent::http::wire {

struct FreeTlsSession {
  void operator()(ssl_st* session) const;
};
using TlsSession = std::unique_ptr<ssl_st, FreeTlsSession>;

// `socket` must outlive the session.
void speak_over(ssl_st* session, const Socket& socket);

// None of them raises SIGPIPE. A connection that ends without TLS's own farewell has failed: somebody else may have cut
// it.
[[nodiscard]] Step shake_hands(ssl_st* session);
[[nodiscard]] Step receive_tls(ssl_st* session, std::span<char> taken);
[[nodiscard]] Step send_tls(ssl_st* session, std::string_view bytes);
// Done if a byte of the other end has arrived, which stays. Records that TLS needs itself, such as tickets, are not.
[[nodiscard]] Step peek_tls(ssl_st* session);

}  // namespace sent::http::wire
