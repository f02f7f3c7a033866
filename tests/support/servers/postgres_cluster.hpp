// SPDX-License-Identifier: Apache-2.0

// A private PostgreSQL server: in its own folder, on a free loopback port, run by an unprivileged user, and stopped
// however the test process ends.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/servers/guarded_folder.hpp"
#include "support/servers/server_place.hpp"

namespace sent::tests {

class PostgresCluster {
 public:
  enum class Shutdown { fast, immediate };
  // Settings of postgresql.conf, as "name=value".
  using ServerSettings = std::vector<std::string>;

  // The cluster that all tests of this process share and must not disturb; made or reused on first use
  // (server_place.hpp).
  [[nodiscard]] static PostgresCluster& shared();

  // A test's own cluster, which it may disturb. Unlike the shared one, it keeps every commit that it has confirmed.
  explicit PostgresCluster(const ServerSettings& settings);
  // A streaming replica of `primary`, which it must not outlive.
  PostgresCluster(const PostgresCluster& primary, const ServerSettings& settings);
  // Returns when the server is stopped and its folder is removed, or when its place is released.
  ~PostgresCluster();

  // The superuser's URL, without a password.
  [[nodiscard]] std::string url(const std::string& database) const;
  // For the role `guarded`, for which the server requires a password ("open sesame").
  [[nodiscard]] std::string guarded_url(const std::string& database, const std::string& password) const;
  // For an existing role, without a password.
  [[nodiscard]] std::string url_of(const std::string& role, const std::string& database) const;
  [[nodiscard]] int port() const { return port_; }

  // Each returns when it is done. The port stays the same; every session ends.
  void stop(Shutdown how);
  void start();
  void restart(Shutdown how);

 private:
  explicit PostgresCluster(std::optional<ServerPlace> place);
  void make();
  void copy_of(const PostgresCluster& primary);
  void start_on_a_free_port();
  [[nodiscard]] bool try_start();
  void create_guarded_role() const;

  std::optional<ServerPlace> place_;
  std::optional<GuardedFolder> folder_;  // empty if another process made it
  ServerSettings settings_;
  int port_ = 0;
};

}  // namespace sent::tests
