// SPDX-License-Identifier: Apache-2.0

// A TCP server on the loopback that sends any bytes, HTTP or not, over TLS or not.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "support/servers/certificates.hpp"

struct ssl_st;

namespace sent::tests {

// One connection, for the thread that talks on it.
class RawConnection {
 public:
  // `tls` is null without TLS.
  explicit RawConnection(int socket, ssl_st* tls = nullptr) : socket_(socket), tls_(tls) {}

  // The head of a request and, by Content-Length, its body; empty if the peer left before.
  [[nodiscard]] std::string request() const;
  // Waits for at least one byte, and discards all that has arrived.
  void read_some() const;
  // False if the peer left.
  bool say(std::string_view bytes) const;
  // TLS's farewell; the connection stays open.
  void say_farewell() const;
  // Nothing more is sent, while the peer may send.
  void close_half() const;
  // The name that the client asked for, or nothing.
  [[nodiscard]] std::string server_name() const;
  // Sends the same again and again until the peer leaves.
  void say_for_ever(std::string_view bytes) const;
  // Whether the peer leaves or sends something within `most`.
  [[nodiscard]] bool stirs_within(std::chrono::milliseconds most) const;

 private:
  [[nodiscard]] std::ptrdiff_t receive(char* block, std::size_t size) const;

  int socket_;
  ssl_st* tls_;
};

class RawServer {
 public:
  // Called for each connection in its own thread; the connection ends when it returns.
  using Talk = std::function<void(const RawConnection&)>;

  explicit RawServer(Talk talk, const std::optional<TlsFiles>& tls = std::nullopt);
  // Ends every connection.
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  // 127.0.0.1:PORT.
  [[nodiscard]] std::string place() const;
  [[nodiscard]] std::string port() const;
  [[nodiscard]] std::string url() const { return (secure_ ? "https://" : "http://") + place() + "/v1/batch"; }

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
  bool secure_;
};

}  // namespace sent::tests
