#include "support/postgres_cluster.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace sent {

namespace {

constexpr const char* programs = "/usr/lib/postgresql/15/bin";

// Waits for the end of its input, then stops the server by its process id and removes the folder, $0.
constexpr const char* guard_script = R"(
cat
if pid=$(head -n 1 "$0/data/postmaster.pid"); then
  kill -QUIT "$pid"
  while kill -0 "$pid" && [ -e "$0/data/postmaster.pid" ]; do sleep 0.02; done
fi
rm -rf "$0"
)";

int free_port() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
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

std::string make_folder() {
  std::string pattern = "/tmp/sent-source-data-pg-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  return pattern;
}

}  // namespace

PostgresCluster& PostgresCluster::shared() {
  static PostgresCluster cluster;
  return cluster;
}

PostgresCluster::PostgresCluster() : folder_(make_folder()) {
  start_guard();
  if (geteuid() == 0 && !succeeds("chown postgres:postgres " + folder_)) throw std::runtime_error("chown");
  const std::string initdb =
      fmt::format("{}/initdb -D {}/data -U postgres -A trust -E UTF8 --no-locale --no-sync", programs, folder_);
  if (!succeeds(as_unprivileged(initdb))) throw std::runtime_error("initdb failed");
  std::ofstream(folder_ + "/data/pg_hba.conf") << "host all guarded 127.0.0.1/32 scram-sha-256\n"
                                                  "host all all 127.0.0.1/32 trust\n"
                                                  "local all all trust\n";
  int attempt = 0;  // another process may take the port between choosing and binding
  while (!start()) {
    if (++attempt == 5) throw std::runtime_error("postgres does not start");
  }
  create_guarded_role();
}

void PostgresCluster::start_guard() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
  guard_ = fork();
  if (guard_ < 0) throw std::runtime_error("fork failed");
  if (guard_ == 0) {
    setsid();  // whoever kills this process' group does not kill the guard
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(ends[0], STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execl("/bin/sh", "sh", "-c", guard_script, folder_.c_str(), nullptr);
    _exit(127);
  }
  close(ends[0]);
  lifeline_ = ends[1];
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

void PostgresCluster::create_guarded_role() const {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url("postgres").c_str()), &PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(
      PQexec(connection.get(), "create role guarded login password 'open sesame'"), &PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
}

PostgresCluster::~PostgresCluster() {
  close(lifeline_);
  waitpid(guard_, nullptr, 0);
}

std::string PostgresCluster::url(const std::string& database) const {
  return fmt::format("postgresql://postgres@127.0.0.1:{}/{}", port_, database);
}

std::string PostgresCluster::guarded_url(const std::string& database, const std::string& password) const {
  return fmt::format("postgresql://guarded:{}@127.0.0.1:{}/{}", password, port_, database);
}

}  // namespace sent
