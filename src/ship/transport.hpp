// SPDX-License-Identifier: Apache-2.0

// The transport port: sends one batch and waits for the answer.
//
// Implementations: HTTP and HTTPS (http_transport.cpp, with the client in http/) and a file of NDJSON
// (ship/file). A transport says what happened; ship/answer/verdict.hpp says what it means.

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "config/config.hpp"
#include "encode/batch.hpp"
#include "http/answer.hpp"

namespace sent::ship {

using http::Answer;
using http::NoReply;
using http::Reply;

// Not thread-safe: each worker has its own.
class Transport {
 public:
  virtual ~Transport() = default;
  // Blocks until the answer is complete, a timeout passes, or `stop` is requested; the last two return NoReply. A batch
  // whose answer is a Reply of 2xx has arrived whole, in order and once. If `stop` was requested before, nothing is
  // sent.
  [[nodiscard]] virtual Answer post(const encode::Batch& batch, std::stop_token stop) = 0;
  // The part of the last post() that was spent on compressing.
  [[nodiscard]] virtual std::chrono::nanoseconds compressing() const { return {}; }
};

// Makes one transport for each worker; all of them may post at the same time. Thread-safe.
using TransportFactory = std::function<std::unique_ptr<Transport>()>;

// HTTP or HTTPS to sink.url, through sink.proxy if there is one, with the write key as basic authentication, with
// keep-alive, and with gzip if sink.gzip. Throws Failure(usage) if sink.url or sink.ca_file cannot be used, or the
// process may not open enough files for sink.concurrency.
[[nodiscard]] TransportFactory make_http_transports(const config::Config::Sink& sink, std::string_view user_agent);

}  // namespace sent::ship
