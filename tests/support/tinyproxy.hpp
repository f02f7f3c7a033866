// Debian's tinyproxy for one test: on a free loopback port, as an unprivileged user, with a folder of its own. A
// guard process waits for the end of the test process, whatever that is, stops the proxy and removes the folder.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace sent {

class Tinyproxy {
 public:
  struct Options {
    std::string user;  // empty: nobody is asked for one
    std::string password;
    std::uint16_t connect_port = 0;  // CONNECT is allowed to this port alone; 0: to those of Debian's configuration
  };

  explicit Tinyproxy(const Options& options);
  Tinyproxy() : Tinyproxy(Options{}) {}
  ~Tinyproxy() { stop(); }
  Tinyproxy(const Tinyproxy&) = delete;
  Tinyproxy& operator=(const Tinyproxy&) = delete;

  // `user_info` is such as "user:password@".
  [[nodiscard]] std::string url(const std::string& user_info = "") const;
  [[nodiscard]] std::string place() const;  // host:port
  // How often the log says so, as of "CONNECT localhost:8443".
  [[nodiscard]] int logged(const std::string& part) const;
  // Ends every connection; the port is free afterwards.
  void stop();

 private:
  void start_guard();
  [[nodiscard]] bool runs() const;

  std::string folder_;
  pid_t guard_ = -1;
  int lifeline_ = -1;  // the guard's input; held by this process alone
  int port_ = 0;
};

}  // namespace sent
