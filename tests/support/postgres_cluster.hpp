// A private PostgreSQL for one test process: made on first use in a folder of its own, on a free loopback
// port, as an unprivileged user; stopped by its process id and removed at exit.

#pragma once

#include <string>

namespace sent {

class PostgresCluster {
 public:
  [[nodiscard]] static PostgresCluster& shared();

  PostgresCluster();
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  // Of the superuser, without a password.
  [[nodiscard]] std::string url(const std::string& database) const;
  // As the role `guarded`, for which the server wants a password ("open sesame").
  [[nodiscard]] std::string guarded_url(const std::string& database, const std::string& password) const;
  [[nodiscard]] int port() const { return port_; }

 private:
  [[nodiscard]] bool start();

  std::string folder_;
  int port_ = 0;
};

}  // namespace sent
