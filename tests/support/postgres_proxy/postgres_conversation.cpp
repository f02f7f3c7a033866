// SPDX-License-Identifier: Apache-2.0

#include "support/postgres_proxy/postgres_conversation.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <thread>
#include <utility>

namespace sent::tests {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Point = BrokenCall::Point;

bool Conversation::connect(const tcp::endpoint& server) {
  std::lock_guard lock(closing_);
  error_code error;
  server_.connect(server, error);
  if (error) return false;
  client_.set_option(tcp::no_delay(true), error);
  server_.set_option(tcp::no_delay(true), error);
  return !error;
}

void Conversation::run(const tcp::endpoint& server) {
  if (!connect(server)) return close(false);
  while (true) {
    pollfd ends[2] = {{client_.native_handle(), POLLIN, 0}, {server_.native_handle(), POLLIN, 0}};
    if (::poll(ends, 2, -1) < 0) break;
    if (ends[0].revents != 0 && !from_client()) break;
    if (ends[1].revents != 0 && !from_server()) break;
  }
  close(false);
}

void Conversation::end() {
  std::lock_guard lock(closing_);
  if (client_.is_open()) ::shutdown(client_.native_handle(), SHUT_RDWR);
  if (server_.is_open()) ::shutdown(server_.native_handle(), SHUT_RDWR);
}

void Conversation::close(bool reset) {
  std::lock_guard lock(closing_);
  error_code ignored;
  if (reset && client_.is_open()) client_.set_option(asio::socket_base::linger(true, 0), ignored);
  client_.close(ignored);
  server_.close(ignored);
}

bool Conversation::read(tcp::socket& from, auto& into) {
  char block[16384];
  error_code error;
  const std::size_t size = from.read_some(asio::buffer(block), error);
  into.append({block, size});
  return !error;
}

bool Conversation::write(tcp::socket& to, std::string& bytes) {
  error_code error;
  asio::write(to, asio::buffer(std::exchange(bytes, "")), error);
  return !error;
}

bool Conversation::from_client() {
  if (!read(client_, requests_)) return false;
  while (auto message = requests_.next()) {
    if (!handle(*message)) return false;
  }
  return true;
}

bool Conversation::handle(const FrontendFrames::Message& message) {
  using Kind = FrontendFrames::Message::Kind;
  if (message.kind == Kind::encryption_request) answers_.expect_one_byte();
  if (message.type == 'P') round_sql_ = message.sql();
  const bool waits_for_sync = std::string_view("PBDEC").find(message.type) != std::string_view::npos;
  const std::string what = message.type == 'Q' ? std::string(message.sql()) : round_sql_;
  round_ += message.bytes;
  if (message.kind == Kind::startup && !begin_call("connecting")) return false;
  if ((message.type == 'Q' || message.type == 'S') && !begin_call(what)) return false;
  return waits_for_sync || write(server_, round_);
}

// False when the call broke the connection.
bool Conversation::begin_call(std::string what) {
  std::this_thread::sleep_for(breaker_.delay());
  breaking_ = breaker_.count({std::move(what), status_ != 'I'});
  if (!breaking_ || breaking_->point != Point::before) return true;
  break_off();
  return false;
}

bool Conversation::from_server() {
  if (!read(server_, answers_)) return false;
  std::string passed;
  while (auto message = answers_.next()) {
    const bool complete = message->front() == 'Z' && message->size() == 6;
    if (complete) status_ = message->back();
    (breaking_ ? held_ : passed) += *message;
    if (!breaking_ || !complete) continue;
    break_off();
    return false;
  }
  return write(client_, passed);
}

void Conversation::break_off() {
  if (breaking_->act) breaking_->act();
  held_.resize(held_.size() / 2);
  if (breaking_->point == Point::midway && !write(client_, held_)) return;
  if (breaking_->stays_down) when_down_();
  close(breaking_->point == Point::before);
}

}  // namespace sent::tests
