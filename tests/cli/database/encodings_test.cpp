// SPDX-License-Identifier: Apache-2.0

// Databases of other encodings than UTF-8, with ids, names and answers that are not ASCII.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "support/deliveries/outcome.hpp"

namespace sent::tests {
namespace {

struct Encoding {
  const char* name;
  const char* letter;  // that it has
};

struct Encodings : testing::TestWithParam<Encoding> {
  Encodings() : name(server.name() + "_encoded") {
    server.exec("create database " + name + " encoding '" + GetParam().name +
                "' lc_collate 'C' lc_ctype 'C' template template0");
  }
  ~Encodings() override { server.exec("drop database " + name + " with (force)"); }

  [[nodiscard]] Job job() const {
    return Job(const_cast<TestDatabase&>(server)).to(receiver).set("database.url", url()).set("ledger.url", url());
  }
  [[nodiscard]] std::string url() const { return PostgresCluster::shared().url(name); }
  // In UTF-8, whatever the database has.
  [[nodiscard]] std::unique_ptr<TestSession> session() const {
    auto session = std::make_unique<TestSession>(url());
    session->exec("set client_encoding = 'UTF8'");
    return session;
  }
  void load() const {
    const std::string letter = GetParam().letter;
    session()->exec(
        "set search_path = source_data; insert into owners values ('o', 'workspace');"
        "insert into owner_members values ('o', 'u " +
        letter + "', null, null), ('o', 'ann', null, null); insert into sources values ('s " + letter + "', 'slug " +
        letter + "', 'o'), ('t', 'x', 'o'); insert into source_calls select source_id, '" + sample_day +
        "', 'track', 1 from sources");
  }

  TestDatabase server;
  Receiver receiver;
  std::string name;
};

TEST_P(Encodings, DeliverEachEventAndKeepWhatAReceiverRefusesInAnyLanguage) {
  ASSERT_EQ(job()({"migrate", "--with-contract"}).exit_code, 0);
  load();
  const std::string user = std::string("u ") + GetParam().letter;
  receiver.set_handler([&](int, const nlohmann::json& body) -> std::optional<ScriptedAnswer> {
    const auto refused = [&](const auto& event) { return event["userId"] == user; };
    if (!std::ranges::any_of(body["batch"], refused)) return std::nullopt;
    return ScriptedAnswer{422, R"({"error": "błąd 日本 Я …"})", {}};
  });
  const auto result = job()({"run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(receiver.events().size(), 2U);
  const auto rows = session()->query("select user_id, payload, reason from sent_source_data.rejected_events");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0][0], user);
  EXPECT_EQ(nlohmann::json::parse(rows[0][1].value())["userId"], user);
  EXPECT_NE(rows[0][2]->find("b??d ?? ? ?"), std::string::npos) << *rows[0][2];
  receiver.set_handler({});
  EXPECT_EQ(job()({"replay"}).exit_code, 0);
  EXPECT_EQ(receiver.events().size(), 4U);
}

INSTANTIATE_TEST_SUITE_P(Of, Encodings,
                         testing::Values(Encoding{"LATIN1", "é"}, Encoding{"WIN1252", "€"}, Encoding{"KOI8R", "Я"},
                                         Encoding{"EUC_JP", "日"}),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace sent::tests
