// SPDX-License-Identifier: Apache-2.0

// A TCP server on the loopback that says whatever bytes a test wants, HTTP or not.

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

  // The head of a request, with its body behind it as Content-Length says; empty when the peer left before.
  [[nodiscard]] std::string request() const;
  // What has arrived is read and dropped; waits for at least one byte.
  void read_some() const;
  // False when the peer left.
  bool say(std::string_view bytes) const;
  // The same again and again, until the peer leaves.
  void say_for_ever(std::string_view bytes) const;
  // Whether the peer leaves, or says something, within `most`.
  [[nodiscard]] bool stirs_within(std::chrono::milliseconds most) const;

 private:
  int socket_;
};

class RawServer {
 public:
  // Called for each connection in a thread of its own; the connection ends when it returns.
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
