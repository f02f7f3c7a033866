// SPDX-License-Identifier: Apache-2.0

#include "support/database/test_database.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

#include "config/config.hpp"
#include "ledger/deployment.hpp"
#include "support/servers/server_commands.hpp"

namespace sent::tests {

namespace {

void prepare(const std::string& url, TestDatabase::With with) {
  if (with == TestDatabase::With::nothing) return;
  config::Config config;
  config.database.url = url;
  config.ledger.schema = "sent_source_data";
  config.database.schema = "source_data";
  config.database.connect_timeout = std::chrono::seconds{10};
  ledger::migrate(config, true);
}

}  // namespace

TestDatabase::TestDatabase(With with) : TestDatabase(PostgresCluster::shared(), with) {}

TestDatabase::TestDatabase(PostgresCluster& cluster, With with) : cluster_(cluster) {
  static std::atomic<int> next{0};
  name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(next++);
  administrate("create database " + name_);
  prepare(url(), with);
  reconnect();
  if (with == With::contract) exec("drop schema sent_source_data cascade");
}

TestDatabase::~TestDatabase() {
  session_.reset();
  administrate("drop database " + name_ + " with (force)");
}

std::string TestDatabase::url() const { return cluster_.url(name_); }

void TestDatabase::reconnect() {
  session_.emplace(url());
  exec("set client_min_messages = warning; set search_path = source_data, public");
}

void TestDatabase::administrate(const std::string& sql) { TestSession(cluster_.url("postgres")).exec(sql); }

void TestDatabase::load_sample(const std::string& day) {
  const std::string command = "PGOPTIONS='-c search_path=source_data' psql -q -v day=" + day + " -f " +
                              shell_word(SENT_ROOT "/sql/sample/sample.sql") + " '" + url() + "' >/dev/null";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("loading the sample failed");
}

}  // namespace sent::tests
