// SPDX-License-Identifier: Apache-2.0

// The bytes of one connection, in both directions, with or without TLS.

#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "http/wire/attempt.hpp"
#include "http/wire/socket.hpp"
#include "http/wire/tls_step.hpp"

namespace sent::http::wire {

// Not thread-safe. Its functions throw Broken, with the attempt that they were given, if the connection ends or fails,
// or the patience does.
class Stream {
 public:
  explicit Stream(Socket socket) : socket_(std::make_unique<Socket>(std::move(socket))) {}

  // From here on everything is encrypted.
  void encrypt(TlsSession session, const Attempt& attempt);
  // Null without TLS.
  [[nodiscard]] const ssl_st* session() const { return session_.get(); }

  void write(std::string_view bytes, const Attempt& attempt);
  // How many bytes came; 0 if the other end has closed the connection.
  [[nodiscard]] std::size_t read(std::span<char> taken, const Attempt& attempt);
  // Whether nothing has arrived since the last read: no byte, and no end. Does not wait.
  [[nodiscard]] bool is_silent();

 private:
  template <typename Operation>
  Step carry_out(const Attempt& attempt, Operation operation);

  std::unique_ptr<Socket> socket_;  // where it is when a session refers to it
  TlsSession session_;
};

}  // namespace sent::http::wire
