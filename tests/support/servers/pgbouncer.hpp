// SPDX-License-Identifier: Apache-2.0

// Debian's PgBouncer in transaction mode before a PostgreSQL, on a free loopback port, as an unprivileged user, stopped
// however the test process ends.

#pragma once

#include <string>

#include "support/servers/guarded_folder.hpp"
#include "support/servers/postgres_cluster.hpp"

namespace sent::tests {

class PgBouncer {
 public:
  // `pool_size`: the most server connections for each database. Its configuration makes no concession to the program,
  // such as ignore_startup_parameters.
  PgBouncer(const PostgresCluster& cluster, int pool_size);

  // The superuser's URL, without a password.
  [[nodiscard]] std::string url(const std::string& database) const;

 private:
  void configure(const PostgresCluster& cluster, int pool_size) const;
  [[nodiscard]] bool try_start() const;

  GuardedFolder folder_{"pgbouncer.pid", "TERM"};
  int port_ = 0;
};

}  // namespace sent::tests
