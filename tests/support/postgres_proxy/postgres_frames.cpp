// SPDX-License-Identifier: Apache-2.0

#include "support/postgres_proxy/postgres_frames.hpp"

#include <algorithm>
#include <cstdint>

namespace sent::tests {

namespace {

using Message = FrontendFrames::Message;

constexpr std::uint32_t cancel_request = 80877102;
constexpr std::uint32_t ssl_request = 80877103;
constexpr std::uint32_t gss_request = 80877104;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = at; i < at + 4; ++i) number = number << 8U | static_cast<unsigned char>(bytes[i]);
  return number;
}

// A message whose length, which counts itself, stands at `length_at`.
std::optional<std::string> take(std::string& bytes, std::size_t length_at) {
  if (bytes.size() < length_at + 4) return std::nullopt;
  const std::size_t size = length_at + number_at(bytes, length_at);
  if (bytes.size() < size) return std::nullopt;
  std::string message = bytes.substr(0, size);
  bytes.erase(0, size);
  return message;
}

Message::Kind kind_of(std::string_view first_message) {
  switch (number_at(first_message, 4)) {
    case cancel_request: return Message::Kind::cancel_request;
    case ssl_request:
    case gss_request: return Message::Kind::encryption_request;
    default: return Message::Kind::startup;
  }
}

}  // namespace

std::string_view FrontendFrames::Message::sql() const {
  if (type != 'Q' && type != 'P') return {};
  std::string_view text = std::string_view(bytes).substr(5);
  if (type == 'P') text.remove_prefix(text.find('\0') + 1);  // the statement's name
  return text.substr(0, text.find('\0'));
}

std::optional<FrontendFrames::Message> FrontendFrames::next() {
  auto message = take(bytes_, started_ ? 1 : 0);
  if (!message) return std::nullopt;
  if (started_) return Message{Message::Kind::typed, message->front(), *message};
  const auto kind = kind_of(*message);
  started_ = kind == Message::Kind::startup;
  return Message{kind, '\0', std::move(*message)};
}

std::optional<std::string> BackendFrames::next() {
  if (!one_byte_) return take(bytes_, 1);
  if (bytes_.empty()) return std::nullopt;
  one_byte_ = false;
  std::string byte = bytes_.substr(0, 1);
  bytes_.erase(0, 1);
  return byte;
}

}  // namespace sent::tests
