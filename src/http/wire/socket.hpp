// SPDX-License-Identifier: Apache-2.0

// A TCP socket that does not block, and what can be done with it without TLS.

#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "http/wire/step.hpp"

namespace sent::http::wire {

// Owns a descriptor, or none. Not thread-safe.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket();
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }

  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

// None of them raises SIGPIPE. `taken` is filled from its beginning.
[[nodiscard]] Step receive(const Socket& socket, std::span<char> taken);
[[nodiscard]] Step send(const Socket& socket, std::string_view bytes);
// Done if a byte has arrived, which stays.
[[nodiscard]] Step peek(const Socket& socket);

}  // namespace sent::http::wire
