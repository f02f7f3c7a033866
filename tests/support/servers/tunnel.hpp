// SPDX-License-Identifier: Apache-2.0

// A forward proxy that leads every request to one port of the loopback, so that the program can send to a public name
// without reaching it.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sent::tests {

class Tunnel {
 public:
  explicit Tunnel(std::uint16_t to_port);
  ~Tunnel();

  [[nodiscard]] std::string url() const;
  // The target of each tunnel's CONNECT, such as "host:443".
  [[nodiscard]] std::vector<std::string> asked_for() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::tests
