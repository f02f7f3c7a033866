// SPDX-License-Identifier: Apache-2.0

#include "support/postgres_proxy/postgres_proxy.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <chrono>

#include "support/database/test_database.hpp"
#include "support/servers/postgres_cluster.hpp"

namespace sent::tests {
namespace {

using Point = BrokenCall::Point;

struct Client {
  explicit Client(const std::string& url) : connection(PQconnectdb(url.c_str()), &PQfinish) {}

  [[nodiscard]] bool connected() const { return PQstatus(connection.get()) == CONNECTION_OK; }
  // The value of a query with one row and one column; "failed" if there is none.
  std::string ask(const std::string& sql) { return value(PQexec(connection.get(), sql.c_str())); }
  std::string ask_in_a_round(const std::string& sql) {
    return value(PQexecParams(connection.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
  }
  // The number of rows; empty if the copy was cut short.
  std::optional<int> copy(const std::string& sql) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> started(PQexec(connection.get(), sql.c_str()), &PQclear);
    char* row = nullptr;
    int rows = 0;
    int size = 0;
    while ((size = PQgetCopyData(connection.get(), &row, 0)) > 0) {
      PQfreemem(row);
      ++rows;
    }
    copied = rows;
    return size == -1 ? std::optional(rows) : std::nullopt;
  }

  static std::string value(PGresult* result) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> owned(result, &PQclear);
    return PQntuples(result) == 1 ? PQgetvalue(result, 0, 0) : "failed";
  }

  std::unique_ptr<PGconn, decltype(&PQfinish)> connection;
  int copied = 0;
};

struct BreakingProxy : testing::Test {
  BreakingProxy() { database.exec("create table t (n integer)"); }
  std::string url() const { return proxy.url(database.name()); }
  std::string rows() { return database.value("select count(*) from t"); }

  TestDatabase database{TestDatabase::With::contract_and_ledger};
  PostgresProxy proxy{PostgresCluster::shared().port()};
};

TEST_F(BreakingProxy, PassesQueriesThroughAndCountsThem) {
  Client client(url());
  EXPECT_TRUE(client.connected());
  EXPECT_EQ(proxy.calls(), 1);
  EXPECT_EQ(client.ask("select 2"), "2");
  EXPECT_EQ(client.ask_in_a_round("select 3"), "3");
  EXPECT_EQ(proxy.calls(), 3);
  EXPECT_EQ(client.copy("copy (select generate_series(1, 100000)) to stdout"), 100000);
  EXPECT_EQ(proxy.calls(), 4);
  EXPECT_EQ(client.ask("select repeat('x', 100000)").size(), 100000U);
  Client second(url());
  EXPECT_EQ(second.ask("select 6"), "6");
  EXPECT_EQ(proxy.calls(), 7);
  EXPECT_EQ(proxy.broken(), std::nullopt);
}

TEST_F(BreakingProxy, CutsBeforeTheServerSeesTheCall) {
  Client client(url());
  proxy.break_call({.number = 2, .point = Point::before});
  EXPECT_EQ(client.ask("select 1"), "1");
  EXPECT_EQ(client.ask("insert into source_data.t values (1) returning 1"), "failed");
  EXPECT_FALSE(client.connected());
  EXPECT_EQ(rows(), "0");
  EXPECT_EQ(proxy.broken(), "insert into source_data.t values (1) returning 1");
  EXPECT_EQ(Client(url()).ask("select 1"), "1") << "one fault is one call";
}

TEST_F(BreakingProxy, LosesTheAnswerToAProcessedCall) {
  Client client(url());
  proxy.break_call({.point = Point::after});
  EXPECT_EQ(client.ask_in_a_round("insert into source_data.t values (1) returning 1"), "failed");
  EXPECT_EQ(rows(), "1");
  EXPECT_EQ(proxy.broken(), "insert into source_data.t values (1) returning 1");
}

TEST_F(BreakingProxy, CutsACopyInTheMiddleOfItsData) {
  Client client(url());
  proxy.break_call({.point = Point::midway});
  EXPECT_EQ(client.copy("copy (select generate_series(1, 1000)) to stdout"), std::nullopt);
  EXPECT_GT(client.copied, 300);
  EXPECT_LT(client.copied, 700);
}

TEST_F(BreakingProxy, CountsAndCutsConnectionAttempts) {
  proxy.break_call({.number = 2, .point = Point::before});
  Client first(url());
  Client second(url());
  EXPECT_TRUE(first.connected());
  EXPECT_FALSE(second.connected());
  EXPECT_EQ(proxy.broken(), "connecting");
  proxy.break_call({.number = 1, .point = Point::after});
  EXPECT_FALSE(Client(url()).connected());
}

TEST_F(BreakingProxy, StaysDownUntilItIsRestored) {
  Client bystander(url());
  Client client(url());
  proxy.break_call({.point = Point::before, .stays_down = true});
  EXPECT_EQ(client.ask("select 1"), "failed");
  EXPECT_EQ(bystander.ask("select 1"), "failed");
  EXPECT_FALSE(Client(url()).connected());
  proxy.mend();
  EXPECT_TRUE(Client(url()).connected());
}

TEST_F(BreakingProxy, CallsBackAtTheBrokenCall) {
  std::string seen;
  const auto look = [&] {
    seen += Client(PostgresCluster::shared().url(database.name())).ask("select count(*) from source_data.t");
  };
  for (const Point point : {Point::before, Point::after}) {
    Client client(url());
    proxy.break_call({.point = point, .act = look});
    EXPECT_EQ(client.ask("insert into source_data.t values (1) returning 1"), "failed");
  }
  EXPECT_EQ(seen, "01");
}

TEST_F(BreakingProxy, KnowsWhenItIsUnused) {
  for (int i = 0; i < 300; ++i) {
    { const Client client(url()); }
    proxy.wait_until_unused();
  }
  EXPECT_EQ(database.value("select count(*) from pg_stat_activity where backend_type = 'client backend' and "
                           "datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'"),
            "0");
}

}  // namespace
}  // namespace sent::tests
