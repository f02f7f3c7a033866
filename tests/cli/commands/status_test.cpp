// SPDX-License-Identifier: Apache-2.0

// `status`: what the ledger says about days, as a table, as JSON and as a page.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/job.hpp"
#include "support/servers/postgres_cluster.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

struct Status : testing::Test {
  Status() {
    database.load_sample(sample_day);
    database.exec("delete from usage_complete");
  }
  Job job() { return Job(database).to(receiver); }
  ProgramResult status(const Arguments& more) {
    Arguments arguments{"status"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Job(database)(arguments);
  }
  Json json(const Arguments& range) {
    Arguments arguments{"--json"};
    arguments.insert(arguments.end(), range.begin(), range.end());
    const auto result = status(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return Json::parse(result.out);
  }

  TestDatabase database;
  Receiver receiver;
  TemporaryDirectory directory;
};

// One day is delivered, one has a rejected event, one has no events, one stopped in the middle, and one never started.
TEST_F(Status, ShowsADayInEachState) {
  receiver.set_handler([](int, const Json& body) -> std::optional<ScriptedAnswer> {
    for (const Json& event : body["batch"]) {
      const bool offends =
          event["userId"] == "reinpk-05" && event["timestamp"].get<std::string>().starts_with("2026-03-11");
      if (!offends) continue;
      ScriptedAnswer refusal;
      refusal.status = 400;
      refusal.body = "no such user";
      return refusal;
    }
    return std::nullopt;
  });
  EXPECT_EQ(job()({"run", "--date", "2026-03-10"}).exit_code, 0);
  database.exec(
      "select ensure_day_partitions('2026-03-11', '2026-03-13');"
      "insert into source_calls select source_id, '2026-03-11', method, calls from source_calls where day = "
      "'2026-03-10'");
  EXPECT_EQ(job()({"run", "--date", "2026-03-11"}).exit_code, 3);
  EXPECT_EQ(job()({"run", "--date", "2026-03-12"}).exit_code, 0);
  database.exec(
      "insert into sent_source_data.days (day, planned_events, planned_users, planned_sources) values ('2026-03-13', "
      "40, 9, 5);"
      "insert into sent_source_data.chunks (day, chunk, fence, after_source, after_user, delivered) values "
      "('2026-03-13', 0, 1, 'b', 'u', 17)");
  const Json document = json({"--from", "2026-03-10", "--to", "2026-03-14"});
  std::vector<std::string> states;
  for (const Json& day : document["days"]) states.push_back(day["state"]);
  EXPECT_EQ(states, (std::vector<std::string>{"delivered", "rejected", "zero", "partial", "missing"}));
  EXPECT_EQ(document["complete"], false);
  EXPECT_EQ(document["days"][0]["delivered"], 51);
  EXPECT_GT(document["days"][0]["users"], 0);
  EXPECT_GE(document["days"][0]["duration_s"], 0);
  EXPECT_EQ(document["days"][1]["rejected"], 1);
  EXPECT_EQ(document["days"][3]["percent"], 42);
  EXPECT_EQ(document["rejected"][0]["status"], 400);
  EXPECT_EQ(document["rejected"][0]["events"], 1);
  EXPECT_NE(document["rejected"][0]["reason"].get<std::string>().find("no such user"), std::string::npos);
  EXPECT_EQ(document["largest"]["sources"].size(), 10U);
  EXPECT_GT(document["largest"]["workspaces"].size(), 0U);

  const std::string table = status({"--from", "2026-03-10", "--to", "2026-03-14"}).out;
  for (const auto* line : {"2026-03-10  delivered", "2026-03-11  rejected", "2026-03-12  zero",
                           "2026-03-13  partial 42%", "2026-03-14  missing"}) {
    EXPECT_NE(table.find(line), std::string::npos) << table;
  }
}

TEST_F(Status, DoesNotReportAnOpenDayAsMissing) {
  const Json today = json({"--from", "2999-01-01", "--to", "2999-01-02"});
  EXPECT_EQ(today["days"][0]["state"], "not_closed");
  database.exec("insert into usage_complete values ('2026-03-10')");
  const Json document = json({"--from", "2026-03-10", "--to", "2026-03-11"});
  EXPECT_EQ(document["days"][0]["state"], "missing");
  EXPECT_EQ(document["days"][1]["state"], "not_closed");
}

TEST_F(Status, StartsWithTheFirstDayByDefault) {
  EXPECT_EQ(json({})["days"].size(), 1U) << "no day has started, so only yesterday";
  const std::string yesterday = database.value("select (now() at time zone 'UTC')::date - 1");
  const auto days_back = [&](int days) {
    return database.value("select '" + yesterday + "'::date - " + std::to_string(days));
  };
  database.exec("insert into sent_source_data.days (day) values ('" + days_back(3) + "')");
  EXPECT_EQ(json({})["from"], days_back(3));
  EXPECT_EQ(json({})["to"], yesterday);
  database.exec("insert into sent_source_data.days (day) values ('" + days_back(300) + "')");
  EXPECT_EQ(json({})["days"].size(), 30U);
  EXPECT_EQ(json({"--from", days_back(99)})["days"].size(), 100U);
}

TEST_F(Status, WritesThePageCompletelyOrReportsAnError) {
  EXPECT_EQ(job()({"run", "--date", sample_day}).exit_code, 0);
  const std::string page = directory.file("status.html");
  std::ofstream(page) << "what was there before";
  const auto result = status({"--from", sample_day, "--to", sample_day, "--html", page});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("delivered"), std::string::npos) << "the table is printed too";
  const std::string html = content_of(page);
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>")) << html.substr(0, 40);
  EXPECT_TRUE(html.ends_with("</html>\n"));
  struct stat about {};
  ASSERT_EQ(stat(page.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0644U) << "a web server may read it";
  const std::string printed = status({"--from", sample_day, "--to", sample_day, "--html", "-"}).out;
  EXPECT_TRUE(printed.starts_with("<!DOCTYPE html>") && printed.ends_with("</html>\n"))
      << "without the table: " << printed.substr(0, 40);
  const auto refused = status({"--html", directory.file("no-such-folder/status.html")});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.err.find("writing the page to " + directory.file("no-such-folder/status.html") +
                             ": No such file or directory"),
            std::string::npos)
      << refused.err;
  EXPECT_NE(refused.err.find("\n  hint: "), std::string::npos);
}

TEST_F(Status, RequiresOnlyTheLedger) {
  EXPECT_EQ(job()({"run", "--date", sample_day}).exit_code, 0);
  const Arguments command{"status", "--from", sample_day, "--to", sample_day};
  const auto away =
      Job(database).set("ledger.url", database.url()).set("database.url", "postgresql://127.0.0.1:1/none")(command);
  EXPECT_EQ(away.exit_code, 0) << away.err;
  EXPECT_NE(away.err.find("the database with the counters is unavailable"), std::string::npos) << away.err;
  EXPECT_NE(away.out.find("delivered"), std::string::npos);
  database.exec("drop table source_calls cascade");
  const auto broken = Job(database)(command);
  EXPECT_EQ(broken.exit_code, 0) << broken.err;
  EXPECT_NE(broken.err.find("the input contract cannot be read"), std::string::npos) << broken.err;
  EXPECT_EQ(Job(database).set("ledger.url", "postgresql://127.0.0.1:1/none")(command).exit_code, 4);
}

TEST_F(Status, RefusesARangeThatEndsBeforeItBegins) {
  const auto result = status({"--from", "2026-03-11", "--to", "2026-03-10"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("--to 2026-03-10 is before --from 2026-03-11"), std::string::npos);
}

}  // namespace
}  // namespace sent::tests
