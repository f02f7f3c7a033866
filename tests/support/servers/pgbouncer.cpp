// SPDX-License-Identifier: Apache-2.0

#include "support/servers/pgbouncer.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <fstream>
#include <stdexcept>

#include "support/servers/server_commands.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {

PgBouncer::PgBouncer(const PostgresCluster& cluster, int pool_size) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    port_ = free_port();
    configure(cluster, pool_size);
    if (try_start()) return;
  }
  throw std::runtime_error("pgbouncer does not start");
}

void PgBouncer::configure(const PostgresCluster& cluster, int pool_size) const {
  std::ofstream(folder_.file("users")) << "\"postgres\" \"\"\n";
  std::ofstream(folder_.file("pgbouncer.ini"))
      << "[databases]\n* = host=127.0.0.1 port=" << cluster.port() << "\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
      << "listen_port = " << port_ << "\nunix_socket_dir =\nauth_type = trust\nauth_file = " << folder_.file("users")
      << "\npool_mode = transaction\nmax_client_conn = 100\ndefault_pool_size = " << pool_size
      << "\nlogfile = " << folder_.file("log") << "\npidfile = " << folder_.file("pgbouncer.pid") << "\n";
}

bool PgBouncer::try_start() const {
  if (!succeeds(as_unprivileged("/usr/sbin/pgbouncer -d " + folder_.file("pgbouncer.ini")))) return false;
  return eventually([this] { return PQping(url("postgres").c_str()) == PQPING_OK; }, std::chrono::seconds{5});
}

std::string PgBouncer::url(const std::string& database) const {
  return fmt::format("postgresql://postgres@127.0.0.1:{}/{}", port_, database);
}

}  // namespace sent::tests
