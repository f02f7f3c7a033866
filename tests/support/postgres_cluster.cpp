#include "support/postgres_cluster.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace sent {

namespace {

constexpr const char* programs = "/usr/lib/postgresql/15/bin";

int free_port() {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no free port");
  }
  close(listener);
  return ntohs(address.sin_port);
}

// PostgreSQL refuses to run as root.
std::string as_unprivileged(const std::string& command) {
  if (geteuid() != 0) return command;
  return "setpriv --reuid=postgres --regid=postgres --clear-groups -- " + command;
}

bool succeeds(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

}  // namespace

PostgresCluster& PostgresCluster::shared() {
  static PostgresCluster cluster;
  return cluster;
}

PostgresCluster::PostgresCluster() {
  std::string pattern = "/tmp/sent-source-data-pg-XXXXXX";
  folder_ = mkdtemp(pattern.data());
  if (geteuid() == 0 && !succeeds("chown postgres:postgres " + folder_)) throw std::runtime_error("chown");
  const std::string initdb =
      fmt::format("{}/initdb -D {}/data -U postgres -A trust -E UTF8 --no-locale --no-sync", programs, folder_);
  if (!succeeds(as_unprivileged(initdb))) throw std::runtime_error("initdb failed");
  std::ofstream(folder_ + "/data/pg_hba.conf") << "host all guarded 127.0.0.1/32 scram-sha-256\n"
                                                  "host all all 127.0.0.1/32 trust\n"
                                                  "local all all trust\n";
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (start()) return;  // another process may take the port between choosing and binding
  }
  throw std::runtime_error("postgres does not start");
}

bool PostgresCluster::start() {
  port_ = free_port();
  const std::string options = fmt::format(
      "-p {} -k {} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
      "-c max_connections=100 -c log_min_messages=fatal",
      port_, folder_);
  return succeeds(as_unprivileged(fmt::format("{}/pg_ctl -D {}/data -w -t 60 -l {}/log -o '{}' start", programs,
                                              folder_, folder_, options)));
}

PostgresCluster::~PostgresCluster() {
  std::ifstream file(folder_ + "/data/postmaster.pid");
  if (pid_t pid = 0; file >> pid) {
    kill(pid, SIGQUIT);
    while (kill(pid, 0) == 0 && std::filesystem::exists(folder_ + "/data/postmaster.pid")) usleep(10'000);
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string PostgresCluster::url(const std::string& database) const {
  return fmt::format("postgresql://postgres@127.0.0.1:{}/{}", port_, database);
}

std::string PostgresCluster::guarded_url(const std::string& database, const std::string& password) const {
  return fmt::format("postgresql://guarded:{}@127.0.0.1:{}/{}", password, port_, database);
}

}  // namespace sent
