#include "support/test_database.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

#include "config/config.hpp"
#include "ledger/deployment.hpp"
#include "support/postgres_cluster.hpp"

namespace sent {

namespace {

struct ResultCloser {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultCloser>;

Result run(void* connection, const std::string& sql) {
  Result result(PQexec(static_cast<PGconn*>(connection), sql.c_str()));
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQresultErrorMessage(result.get()) + sql.substr(0, 400));
  }
  return result;
}

void administrate(const std::string& sql) {
  PGconn* const connection = PQconnectdb(PostgresCluster::shared().url("postgres").c_str());
  const std::unique_ptr<PGconn, decltype(&PQfinish)> owned(connection, &PQfinish);
  run(connection, sql);
}

void prepare(const std::string& url, TestDatabase::With with) {
  if (with == TestDatabase::With::nothing) return;
  Config config;
  config.database.url = url;
  config.database.schema = "source_data";
  config.database.connect_timeout = std::chrono::seconds{10};
  migrate(config, true);
}

}  // namespace

void TestDatabase::Closer::operator()(void* connection) const { PQfinish(static_cast<PGconn*>(connection)); }

TestDatabase::TestDatabase(With with) {
  static std::atomic<int> next{0};
  name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(next++);
  administrate("create database " + name_);
  prepare(url(), with);
  connection_.reset(PQconnectdb(url().c_str()));
  if (PQstatus(static_cast<PGconn*>(connection_.get())) != CONNECTION_OK) throw std::runtime_error("no connection");
  exec("set client_min_messages = warning; set search_path = source_data, public");
  if (with == With::contract) exec("drop schema sent_source_data cascade");
}

TestDatabase::~TestDatabase() {
  connection_.reset();
  administrate("drop database " + name_ + " with (force)");
}

std::string TestDatabase::url() const { return PostgresCluster::shared().url(name_); }

void TestDatabase::exec(const std::string& sql) { run(connection_.get(), sql); }

std::vector<std::vector<std::optional<std::string>>> TestDatabase::query(const std::string& sql) {
  const Result result = run(connection_.get(), sql);
  std::vector<std::vector<std::optional<std::string>>> rows;
  for (int r = 0; r < PQntuples(result.get()); ++r) {
    auto& row = rows.emplace_back();
    for (int c = 0; c < PQnfields(result.get()); ++c) {
      const bool null = PQgetisnull(result.get(), r, c) != 0;
      row.push_back(null ? std::nullopt : std::optional<std::string>(PQgetvalue(result.get(), r, c)));
    }
  }
  return rows;
}

std::string TestDatabase::value(const std::string& sql) { return query(sql).at(0).at(0).value(); }

void TestDatabase::load_sample(const std::string& day) {
  const std::string command = "PGOPTIONS='-c search_path=source_data' psql -q -v day=" + day + " -f " SENT_ROOT
                              "/sql/sample/sample.sql '" + url() + "' >/dev/null";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("loading the sample failed");
}

}  // namespace sent
