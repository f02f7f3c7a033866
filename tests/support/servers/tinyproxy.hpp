// SPDX-License-Identifier: Apache-2.0

// Debian's tinyproxy for one test, on a free loopback port, as an unprivileged user, stopped however the test process
// ends.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "support/servers/guarded_folder.hpp"

namespace sent::tests {

class Tinyproxy {
 public:
  struct Options {
    std::string user;  // empty: no credentials are required
    std::string password;
    std::uint16_t connect_port = 0;  // the only port that CONNECT allows; 0: those of Debian's configuration
  };

  explicit Tinyproxy(const Options& options);
  Tinyproxy() : Tinyproxy(Options{}) {}

  // `user_info`: for example "user:password@".
  [[nodiscard]] std::string url(const std::string& user_info = "") const;
  [[nodiscard]] std::string place() const;  // host:port
  // How often the log contains a text such as "CONNECT localhost:8443".
  [[nodiscard]] int logged(const std::string& part) const;
  // Ends every connection; the port is free afterwards, and the log is gone.
  void stop() { folder_.reset(); }

 private:
  std::optional<GuardedFolder> folder_;
  int port_ = 0;
};

}  // namespace sent::tests
