// SPDX-License-Identifier: Apache-2.0

// One client's connection through a PostgresProxy, and its own to the server.

#pragma once

#include <boost/asio.hpp>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "support/postgres_proxy/call_breaker.hpp"
#include "support/postgres_proxy/postgres_frames.hpp"

namespace sent::tests {

class Conversation {
 public:
  Conversation(boost::asio::ip::tcp::socket client, CallBreaker& breaker, std::function<void()> when_down)
      : client_(std::move(client)),
        server_(client_.get_executor()),
        breaker_(breaker),
        when_down_(std::move(when_down)) {}

  // Runs until either side closes the connection, or until the call that breaks it.
  void run(const boost::asio::ip::tcp::endpoint& server);
  // Called from another thread.
  void end();

 private:
  [[nodiscard]] bool connect(const boost::asio::ip::tcp::endpoint& server);
  [[nodiscard]] bool from_client();
  [[nodiscard]] bool from_server();
  [[nodiscard]] bool handle(const FrontendFrames::Message& message);
  [[nodiscard]] bool begin_call(std::string what);
  void break_off();
  void close(bool reset);
  [[nodiscard]] static bool read(boost::asio::ip::tcp::socket& from, auto& into);
  [[nodiscard]] static bool write(boost::asio::ip::tcp::socket& to, std::string& bytes);

  std::mutex closing_;
  boost::asio::ip::tcp::socket client_;
  boost::asio::ip::tcp::socket server_;
  CallBreaker& breaker_;
  std::function<void()> when_down_;
  FrontendFrames requests_;
  BackendFrames answers_;
  std::string round_;  // messages of a round that has no Sync yet
  std::string round_sql_;
  char status_ = 'I';  // of the transaction, as the server said last: I is outside of one
  std::string held_;   // the answer to the call that is being broken
  std::optional<BrokenCall> breaking_;
};

}  // namespace sent::tests
