// SPDX-License-Identifier: Apache-2.0

// A connection to the receiver, directly or through a proxy, and the one request that is on it.

#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <variant>

#include "http/answer.hpp"
#include "http/endpoint.hpp"
#include "http/tls.hpp"

namespace sent::http {

// The receiver, or the proxy that passes requests on to it, took a connection.
struct Reached {
  std::optional<std::chrono::sys_seconds>
      trusted_until;  // the first end of a certificate that trust rests on; none: no TLS
};

// Not thread-safe. `endpoint` must outlive it.
class Connection {
 public:
  // `tls` is null for a receiver of http.
  Connection(const Endpoint& endpoint, TlsContext tls);
  ~Connection();

  // Posts a body as it is, on the connection that the last request left open or else on a new one, for
  // which names are resolved afresh. Blocks until the answer is complete, a timeout passed, or `stop`
  // was requested (then NoReply).
  [[nodiscard]] Answer post(std::string_view body, std::stop_token stop);

  // Makes a new connection as post() would, and sends nothing of a request on it.
  [[nodiscard]] std::variant<Reached, NoReply> reach(std::stop_token stop);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::http
