// SPDX-License-Identifier: Apache-2.0

// The transport port: one batch out, one answer back, blocking.
//
// Implementations: HTTPS (http_transport.cpp on connection.cpp, the only file that includes Beast or Asio)
// and a file of NDJSON (file_transport.cpp). A transport says what happened; what to do about it is decided
// in ship/verdict.hpp.

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

// One at a time: not thread-safe, each worker owns its own.
class Transport {
 public:
  virtual ~Transport() = default;
  // Blocks until the answer is complete, a timeout passed, or `stop` was requested (then NoReply).
  [[nodiscard]] virtual Answer post(const encode::Batch& batch, std::stop_token stop) = 0;
  // How much of the last post() went into compressing.
  [[nodiscard]] virtual std::chrono::nanoseconds compressing() const { return {}; }
};

// Makes one transport for each worker.
using TransportFactory = std::function<std::unique_ptr<Transport>()>;

// HTTP or HTTPS to sink.url, through sink.proxy if there is one, with basic authentication by the write
// key, keep-alive, gzip when sink.gzip. Throws Failure(usage) when sink.url or sink.ca_file cannot be used.
[[nodiscard]] TransportFactory make_http_transports(const config::Config::Sink& sink, std::string_view user_agent);

// Appends each event as one line to sink.path, "-" being standard output. All transports of one factory
// share the file; a batch is in the file, whole and synced, once post() has answered. A torn last line,
// left by a process that was killed, is cut off first. Throws Failure(usage) when it cannot be opened.
[[nodiscard]] TransportFactory make_file_transports(const config::Config::Sink& sink);

}  // namespace sent::ship
