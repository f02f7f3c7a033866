// SPDX-License-Identifier: Apache-2.0

// A TCP server on the loopback that sends any bytes, HTTP or not.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace sent::tests {

// One connection, for the thread that talks on it.
class RawConnection {
 public:
  explicit RawConnection(int socket) : socket_(socket) {}

  // The head of a request and, by Content-Length, its body; empty if the peer left before.
  [[nodiscard]] std::string request() const;
  // Waits for at least one byte, and discards all that has arrived.
  void read_some() const;
  // False if the peer left.
  bool say(std::string_view bytes) const;
  // Sends the same again and again until the peer leaves.
  void say_for_ever(std::string_view bytes) const;
  // Whether the peer leaves or sends something within `most`.
  [[nodiscard]] bool stirs_within(std::chrono::milliseconds most) const;

 private:
  int socket_;
};

class RawServer {
 public:
  // Called for each connection in its own thread; the connection ends when it returns.
  using Talk = std::function<void(const RawConnection&)>;

  explicit RawServer(Talk talk);
  // Ends every connection.
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  // 127.0.0.1:PORT.
  [[nodiscard]] std::string place() const;
  [[nodiscard]] std::string url() const { return "http://" + place() + "/v1/batch"; }

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::tests
