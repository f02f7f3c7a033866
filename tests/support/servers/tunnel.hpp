// SPDX-License-Identifier: Apache-2.0

// A forward proxy that leads to one port of the loopback, whatever host is asked for: so that a test can have the
// program send to a public name, without the public.

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
  // What CONNECT asked for, as "host:443", one for each tunnel.
  [[nodiscard]] std::vector<std::string> asked_for() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sent::tests
