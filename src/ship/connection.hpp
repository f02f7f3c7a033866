// A connection to the receiver, directly or through a proxy, and the one request that is on it.

#pragma once

#include <memory>
#include <stop_token>
#include <string_view>

#include "ship/endpoint.hpp"
#include "ship/tls.hpp"
#include "ship/transport.hpp"

namespace sent {

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

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent
