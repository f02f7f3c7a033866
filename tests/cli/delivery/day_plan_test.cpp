// SPDX-License-Identifier: Apache-2.0

// The number of events of a day: compared with job.max_events before anything is sent, and counted from the rows that
// are read to send it.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "support/program/job.hpp"
#include "support/receivers/receiver.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

struct DayPlans : testing::Test {
  DayPlans() { database.load_sample(sample_day); }
  Job job() { return Job(database).to(receiver); }
  ProgramResult run(const Job& with, const Arguments& more = {}) {
    Arguments arguments{"--log-format", "json", "run", "--date", sample_day};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return with(arguments);
  }
  static std::vector<Json> logged(const ProgramResult& result, const std::string& message) {
    std::vector<Json> records;
    for (const auto& line : lines_of(result.err)) {
      if (const Json record = Json::parse(line, nullptr, false); record.value("message", "") == message)
        records.push_back(record);
    }
    return records;
  }
  void cut_in_two() {
    database.exec(
        "insert into sent_source_data.days values ('2026-03-10');"
        "insert into sent_source_data.chunks (day, chunk, until_source) values ('2026-03-10', 0, 'c');"
        "insert into sent_source_data.chunks (day, chunk, from_source) values ('2026-03-10', 1, 'c')");
  }
  // In the ledger: events, users and sources.
  std::string planned() {
    return database.value(
        "select planned_events || ' ' || planned_users || ' ' || planned_sources from sent_source_data.days");
  }

  TestDatabase database;
  Receiver receiver;
};

TEST_F(DayPlans, AreLoggedAndRecordedBeforeTheFirstEvent) {
  const auto result = run(job());
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto plans = logged(result, "day planned");
  ASSERT_EQ(plans.size(), 1U) << result.err;
  const Json& plan = plans[0];
  EXPECT_EQ(plan["day"], sample_day);
  EXPECT_EQ(plan["events"], 51);
  EXPECT_EQ(plan["api_calls_per_month"], 30 * 51);
  EXPECT_EQ(plan["requests_about"], 1);
  EXPECT_GT(plan["bytes_about"], 51 * 500);
  EXPECT_EQ(plan["seconds_at_rate"], nullptr) << "no rate is configured";
  std::set<std::string> users;
  std::map<std::string, int> workspaces;
  for (const auto& [raw, event] : receiver.events()) {
    users.insert(event["userId"]);
    if (event["context"].contains("groupId")) ++workspaces[event["context"]["groupId"]];
  }
  EXPECT_EQ(plan["users"], users.size());
  const auto largest = std::ranges::max_element(workspaces, {}, [](const auto& one) { return one.second; });
  EXPECT_TRUE(
      plan["largest_workspaces"].get<std::string>().starts_with(largest->first + " " + std::to_string(largest->second)))
      << plan;
  EXPECT_EQ(planned(), "51 " + std::to_string(users.size()) + " " + std::to_string(plan["sources"].get<int>()));
  int of_workspaces = 0;
  for (const auto& [id, events] : workspaces) of_workspaces += events;
  EXPECT_LE(workspaces.size(), 10U);
  EXPECT_EQ(database.value("select sum(events) from sent_source_data.fan_outs where kind = 'workspace'"),
            std::to_string(of_workspaces));
}

TEST_F(DayPlans, SayHowLongSendingTakesAtTheConfiguredRate) {
  const auto result = run(job().set("sink.max_events_per_second", "17"), {"--dry-run", "--format", "summary"});
  EXPECT_NE(result.out.find("duration    3.0 s at the configured rate\n"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("api calls   1530 in 30 days at this rate\n"), std::string::npos) << result.out;
  EXPECT_TRUE(std::regex_search(result.out, std::regex("\nworkspaces  [^ ]+ +[0-9]+\n"))) << result.out;
}

TEST_F(DayPlans, ADayWithMoreEventsThanAllowedIsNotSent) {
  const auto result = run(job().set("job.max_events", "50"));
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("planning 2026-03-10: the day has 51 events for "), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("and job.max_events is 50"), std::string::npos) << result.err;
  EXPECT_TRUE(receiver.events().empty());
  EXPECT_EQ(database.value("select coalesce(sum(delivered + rejected), 0) from sent_source_data.chunks"), "0");
  EXPECT_EQ(run(job().set("job.max_events", "51")).exit_code, 0);
  EXPECT_EQ(receiver.events().size(), 51U);
}

TEST_F(DayPlans, ADayInSeveralChunksIsCountedFirstIfThereIsALimit) {
  cut_in_two();
  const auto stopped = run(job().set("job.max_events", "50"));
  EXPECT_EQ(stopped.exit_code, 2);
  EXPECT_NE(stopped.err.find("the day has 51 events"), std::string::npos) << stopped.err;
  EXPECT_TRUE(receiver.events().empty());
  const auto result = run(job().set("job.max_events", "51"));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(logged(result, "day planned").size(), 1U);
}

// The plan is for the whole day, although it has several chunks.
TEST_F(DayPlans, ADayInSeveralChunksIsPlannedWithItsLastChunk) {
  const auto whole = run(job());
  const std::string plan = planned();
  const std::string fan_outs =
      "select string_agg(kind || id || slug || events, ',' order by kind, id) from "
      "sent_source_data.fan_outs";
  const std::string largest = database.value(fan_outs);
  database.exec("delete from sent_source_data.days");
  cut_in_two();
  const auto result = run(job());
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto planned_once = logged(result, "day planned");
  ASSERT_EQ(planned_once.size(), 1U) << result.err;
  EXPECT_EQ(planned_once[0]["events"], 51);
  EXPECT_EQ(logged(result, "chunk delivered").size(), 2U);
  EXPECT_LT(result.err.find("chunk delivered"), result.err.find("day planned"));
  EXPECT_LT(result.err.find("day planned"), result.err.rfind("chunk delivered"));
  EXPECT_EQ(planned(), plan);
  EXPECT_EQ(database.value(fan_outs), largest);
}

TEST_F(DayPlans, APartlySentDayIsNotPlanned) {
  cut_in_two();
  database.exec("update sent_source_data.chunks set completed_at = now(), planned = 0, fence = 1 where chunk = 0");
  const auto result = run(job());
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(logged(result, "day planned").empty());
  EXPECT_EQ(database.value("select planned_events is null from sent_source_data.days"), "t");
}

TEST_F(DayPlans, APlanIsKeptForTheRunThatContinues) {
  EXPECT_EQ(run(job().set("job.max_events", "50")).exit_code, 2);
  EXPECT_EQ(database.value("select planned_events is null from sent_source_data.days"), "t") << "nothing was approved";
  EXPECT_EQ(run(job()).exit_code, 0);
  const auto again = job()({"--log-format", "json", "backfill", "--from", sample_day, "--to", sample_day, "--resend"});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(logged(again, "day planned").size(), 1U) << "a resend is planned anew";
}

TEST_F(DayPlans, ANarrowedRunPlansOnlyItsOwnEvents) {
  const auto stopped = run(job().set("job.max_events", "11"), {"--source", "bce5fad577"});
  EXPECT_EQ(stopped.exit_code, 2);
  EXPECT_NE(stopped.err.find("the day has 12 events for 12 users"), std::string::npos) << stopped.err;
  EXPECT_EQ(run(job().set("job.max_events", "12"), {"--source", "bce5fad577"}).exit_code, 0);
  EXPECT_EQ(database.value("select count(*) from sent_source_data.days where planned_events is not null"), "0");
}

}  // namespace
}  // namespace sent::tests
