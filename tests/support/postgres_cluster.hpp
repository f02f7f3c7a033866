// A private PostgreSQL for one test process: made on first use in a folder of its own, on a free loopback
// port, as an unprivileged user. A guard process waits for the end of the test process, whatever that is (exit,
// crash, SIGKILL), stops the server by its process id and removes the folder.

#pragma once

#include <sys/types.h>

#include <string>

namespace sent {

class PostgresCluster {
 public:
  [[nodiscard]] static PostgresCluster& shared();

  PostgresCluster();
  // Returns when the server is stopped and its folder is gone.
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  // Of the superuser, without a password.
  [[nodiscard]] std::string url(const std::string& database) const;
  // As the role `guarded`, for which the server wants a password ("open sesame").
  [[nodiscard]] std::string guarded_url(const std::string& database, const std::string& password) const;
  [[nodiscard]] int port() const { return port_; }

 private:
  void start_guard();
  [[nodiscard]] bool start();
  void create_guarded_role() const;

  std::string folder_;
  pid_t guard_ = -1;
  int lifeline_ = -1;  // the guard's input; held by this process alone
  int port_ = 0;
};

}  // namespace sent
