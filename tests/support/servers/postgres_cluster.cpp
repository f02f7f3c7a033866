// SPDX-License-Identifier: Apache-2.0

#include "support/servers/postgres_cluster.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <utility>

#include "support/database/test_session.hpp"
#include "support/servers/server_commands.hpp"

namespace sent::tests {

namespace {

constexpr const char* programs = SENT_POSTGRESQL;
constexpr const char* pid_file = "data/postmaster.pid";
constexpr const char* stop_signal = "QUIT";

}  // namespace

PostgresCluster& PostgresCluster::shared() {
  static PostgresCluster cluster(ServerPlace::of_this_ctest());
  return cluster;
}

PostgresCluster::PostgresCluster(std::optional<ServerPlace> place)
    : place_(std::move(place)), settings_{"synchronous_commit=off"} {
  if (place_ && place_->port()) {
    port_ = *place_->port();
    return;
  }
  if (place_) {
    folder_.emplace(place_->path(), getppid(), pid_file, stop_signal);
  } else {
    folder_.emplace(pid_file, stop_signal);
  }
  make();
}

PostgresCluster::PostgresCluster(const ServerSettings& settings) : settings_(settings) {
  folder_.emplace(pid_file, stop_signal);
  make();
}

PostgresCluster::PostgresCluster(const PostgresCluster& primary, const ServerSettings& settings) : settings_(settings) {
  folder_.emplace(pid_file, stop_signal);
  copy_of(primary);
  start_on_a_free_port();
}

PostgresCluster::~PostgresCluster() {
  if (place_) place_->give_back(port_);
}

void PostgresCluster::make() {
  const std::string initdb = fmt::format("{}/initdb -D {} -U postgres -A trust -E UTF8 --no-locale --no-sync", programs,
                                         folder_->file("data"));
  if (!succeeds(as_unprivileged(initdb))) throw std::runtime_error("initdb failed");
  std::ofstream(folder_->file("data/pg_hba.conf")) << "host all guarded 127.0.0.1/32 scram-sha-256\n"
                                                      "host all all 127.0.0.1/32 trust\n"
                                                      "host replication all 127.0.0.1/32 trust\n"
                                                      "local all all trust\n";
  start_on_a_free_port();
  create_guarded_role();
}

void PostgresCluster::copy_of(const PostgresCluster& primary) {
  const std::string backup = fmt::format("{}/pg_basebackup -D {} -d '{}' -R -c fast --no-sync", programs,
                                         folder_->file("data"), primary.url("postgres"));
  if (!succeeds(as_unprivileged(backup))) throw std::runtime_error("pg_basebackup failed");
}

void PostgresCluster::start_on_a_free_port() {
  for (int attempt = 0; attempt < 5; ++attempt) {
    port_ = free_port();
    if (try_start()) return;
  }
  throw std::runtime_error("postgres does not start");
}

bool PostgresCluster::try_start() {
  std::string options = fmt::format(
      "-p {} -k {} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=100 "
      "-c log_min_messages=fatal",
      port_, folder_->path());
  for (const auto& setting : settings_) options += " -c " + setting;
  return succeeds(as_unprivileged(fmt::format("{}/pg_ctl -D {} -w -t 60 -l {} -o '{}' start", programs,
                                              folder_->file("data"), folder_->file("log"), options)));
}

void PostgresCluster::stop(Shutdown how) {
  const std::string command = fmt::format("{}/pg_ctl -D {} -w -t 60 -m {} stop", programs, folder_->file("data"),
                                          how == Shutdown::fast ? "fast" : "immediate");
  if (!succeeds(as_unprivileged(command))) throw std::runtime_error("postgres does not stop");
}

void PostgresCluster::start() {
  if (!try_start()) throw std::runtime_error("postgres does not start again");
}

void PostgresCluster::restart(Shutdown how) {
  stop(how);
  start();
}

void PostgresCluster::create_guarded_role() const {
  TestSession(url("postgres")).exec("create role guarded login password 'open sesame'");
}

std::string PostgresCluster::url(const std::string& database) const { return url_of("postgres", database); }

std::string PostgresCluster::url_of(const std::string& role, const std::string& database) const {
  return fmt::format("postgresql://{}@127.0.0.1:{}/{}", role, port_, database);
}

std::string PostgresCluster::guarded_url(const std::string& database, const std::string& password) const {
  return fmt::format("postgresql://guarded:{}@127.0.0.1:{}/{}", password, port_, database);
}

}  // namespace sent::tests
