// SPDX-License-Identifier: Apache-2.0

#include "support/database/test_session.hpp"

#include <libpq-fe.h>

#include <stdexcept>

namespace sent::tests {

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

}  // namespace

void TestSession::Closer::operator()(void* connection) const { PQfinish(static_cast<PGconn*>(connection)); }

TestSession::TestSession(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
  auto* const connection = static_cast<PGconn*>(connection_.get());
  if (PQstatus(connection) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection));
}

void TestSession::exec(const std::string& sql) { run(connection_.get(), sql); }

std::vector<std::vector<std::optional<std::string>>> TestSession::query(const std::string& sql) {
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

std::string TestSession::value(const std::string& sql) { return query(sql).at(0).at(0).value(); }

}  // namespace sent::tests
