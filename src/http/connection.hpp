// SPDX-License-Identifier: Apache-2.0

// The HTTP client: a connection to a server, directly or through a proxy, with one request at a time.

#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <variant>

#include "http/answer.hpp"
#include "http/endpoint.hpp"
#include "http/tls.hpp"

namespace sent::http {

// The server, or the proxy that passes requests on to it, accepted a connection.
struct Reached {
  // When the first certificate of the chain expires; nothing without TLS.
  std::optional<std::chrono::sys_seconds> trusted_until;
};

// Not thread-safe. `endpoint` must outlive it.
//
// Names are resolved in a thread that nobody joins (io/detached_call.hpp), and that may outlive the connection. There
// is at most one: while a lookup that timed out or was stopped still runs, the next request waits for its result.
class Connection {
 public:
  // `tls` is null for http.
  Connection(const Endpoint& endpoint, TlsContext tls);
  ~Connection();

  // Sends one POST, on the connection that the last request left open or else on a new one, for which names are
  // resolved again and every address is tried (http/wire/dial.hpp). Blocks until the answer is complete, a timeout
  // passes, or `stop` is requested; the last two return NoReply. Redirects are not followed. Throws Failure(unexpected)
  // if no thread can be started to resolve names, or no socket opened.
  //
  // A connection on which anything has arrived since its last answer, a byte or an end, is not used again. If one ends
  // before it has answered at all, the request is sent once more on a new one. An answer with more bytes behind it is
  // none, unless the connection was new. What HTTP/1.1 cannot show is a second answer to the request before that
  // arrives while this one waits for its own.
  [[nodiscard]] Answer post(const Content& content, std::stop_token stop);

  // Opens a new connection as post() would, but sends no request.
  [[nodiscard]] std::variant<Reached, NoReply> reach(std::stop_token stop);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::http
