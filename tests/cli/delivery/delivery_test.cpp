// SPDX-License-Identifier: Apache-2.0

// The program itself, from a real PostgreSQL to a real receiver.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "support/files/golden.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/program/job.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

std::multiset<std::string> raw_events(const Receiver& receiver) {
  std::multiset<std::string> events;
  for (const auto& event : receiver.events()) events.insert(event.raw);
  return events;
}

std::multiset<std::string> set_of(const std::vector<std::string>& lines) { return {lines.begin(), lines.end()}; }

struct Delivery : testing::Test {
  Delivery() { database.load_sample(sample_day); }

  ProgramResult run(const Arguments& more = {}) {
    Arguments arguments{"run", "--date", sample_day};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Job(database).to(receiver)(arguments);
  }
  std::multiset<std::string> due() {
    const auto dry = run({"--dry-run"});
    EXPECT_EQ(dry.exit_code, 0) << dry.err;
    return set_of(lines_of(dry.out));
  }

  TestDatabase database;
  Receiver receiver;
};

TEST_F(Delivery, SendsExactlyWhatADryRunPrintsAndNothingTwice) {
  const auto expected = due();
  EXPECT_EQ(expected.size(), 51U);
  const auto first = run();
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_EQ(raw_events(receiver), expected);
  EXPECT_TRUE(receiver.violations().empty()) << testing::PrintToString(receiver.violations());
  const auto second = run();
  EXPECT_EQ(second.exit_code, 0) << second.err;
  EXPECT_EQ(raw_events(receiver), expected);
  EXPECT_EQ(database.value("select planned || ' ' || delivered || ' ' || rejected from sent_source_data.chunks"),
            "51 51 0");
}

// The tracking plan's example: every property name and value that it shows.
TEST_F(Delivery, SendsTheExampleOfTheTrackingPlanAsShownThere) {
  const auto dry = Job(database).to(receiver).set("event.namespace", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")(
      {"run", "--date", sample_day, "--dry-run", "--source", "bce5fad577"});
  ASSERT_EQ(dry.exit_code, 0) << dry.err;
  const auto lines = lines_of(dry.out);
  ASSERT_EQ(lines.size(), 12U);
  expect_golden("tests/golden/rein.pk.ndjson", lines[0] + "\n");
  const Json plan{{"sourceId", "bce5fad577"}, {"sourceSlug", "rein.pk"},     {"sourceCollaborators", 1},
                  {"ownerId", "aef6d5f6e"},   {"ownerOwners", 12},           {"callsMonthly", 134811},
                  {"callsWeekly", 22},        {"methodIdentify", 14811},     {"methodAlias", 1320},
                  {"methodTrack", 2861},      {"methodPage", 115819},        {"methodScreen", 0},
                  {"methodGroup", 0},         {"libraryIos", 13289},         {"libraryAnalyticsjs", 121582},
                  {"destinations", 3},        {"destinationMixpanel", true}, {"destinationGoogleAnalytics", true},
                  {"destinationVero", true}};
  for (const auto& line : lines) EXPECT_EQ(Json::parse(line)["properties"], plan);
}

TEST_F(Delivery, WritesTheSameBytesToAFile) {
  const auto expected = due();
  TemporaryDirectory directory;
  Job job(database);
  job.set("sink.preset", "file").set("sink.path", directory.file("events.ndjson"));
  EXPECT_EQ(job({"run", "--date", sample_day}).exit_code, 0);
  std::ifstream file(directory.file("events.ndjson"));
  const std::string content((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(set_of(lines_of(content)), expected);
  job.set("sink.path", "-");
  EXPECT_EQ(job({"migrate", "--accept-change"}).exit_code, 0);
  const auto to_output = job({"backfill", "--from", sample_day, "--to", sample_day, "--resend"});
  EXPECT_EQ(set_of(lines_of(to_output.out)), expected);
}

TEST_F(Delivery, BackfillsARangeAndResendsWithTheSameBytes) {
  const Job job = Job(database).to(receiver);
  const Arguments range{"backfill", "--from", "2026-03-07", "--to", "2026-03-10"};
  EXPECT_EQ(job(range).exit_code, 0);
  const auto first = raw_events(receiver);
  EXPECT_GT(first.size(), 150U);
  std::set<std::string> timestamps;
  for (const auto& event : receiver.events()) timestamps.insert(event.json["timestamp"]);
  EXPECT_EQ(timestamps, (std::set<std::string>{"2026-03-07T12:00:00.000Z", "2026-03-08T12:00:00.000Z",
                                               "2026-03-09T12:00:00.000Z", "2026-03-10T12:00:00.000Z"}));
  auto again = range;
  again.push_back("--resend");
  EXPECT_EQ(job(again).exit_code, 0);
  const auto twice = raw_events(receiver);
  EXPECT_EQ(twice.size(), 2 * first.size());
  for (const auto& event : first) EXPECT_EQ(twice.count(event), 2 * first.count(event));
}

TEST_F(Delivery, SendsTheSameEventsInChunksOfFewSources) {
  const auto expected = due();
  database.exec("insert into sent_source_data.days values ('" + sample_day + "')");
  database.exec("insert into sent_source_data.chunks (day, chunk, from_source, until_source) values ('" + sample_day +
                "', 0, null, 'acme-10'), ('" + sample_day + "', 1, 'acme-10', 'b'), ('" + sample_day +
                "', 2, 'b', null)");
  EXPECT_EQ(run().exit_code, 0);
  EXPECT_EQ(raw_events(receiver), expected);
}

TEST_F(Delivery, SendsOnlyChosenSourcesAndUsersAndLeavesTheDayOpen) {
  EXPECT_EQ(run({"--source", "solo-1", "--source", "acme-01", "--user", "solo", "--user", "ada"}).exit_code, 0);
  ASSERT_EQ(receiver.events().size(), 2U);
  EXPECT_EQ(run().exit_code, 0);
  EXPECT_EQ(receiver.events().size(), 2U + 51U);
}

TEST_F(Delivery, ContinuesWhereItStoppedWithTheSameIdsAndBytes) {
  const auto expected = due();
  const Job job = Job(database)
                      .to(receiver)
                      .set("sink.max_batch_events", "5")
                      .set("sink.max_attempts", "1")
                      .set("sink.concurrency", "1");
  receiver.set_handler([](int number, const Json&) -> std::optional<ScriptedAnswer> {
    if (number < 4) return std::nullopt;
    return ScriptedAnswer{.status = 503, .body = "", .headers = {}};
  });
  const auto stopped = job({"run", "--date", sample_day});
  EXPECT_EQ(stopped.exit_code, 6) << stopped.err;
  EXPECT_EQ(receiver.events().size(), 15U);
  EXPECT_EQ(database.value("select delivered from sent_source_data.chunks"), "15");
  receiver.set_handler({});
  const auto finished = job({"run", "--date", sample_day});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_EQ(raw_events(receiver), expected);
}

TEST_F(Delivery, KeepsARejectedEventWithItsPayloadStatusAndReason) {
  const auto expected = due();
  receiver.set_handler([](int, const Json& body) -> std::optional<ScriptedAnswer> {
    for (const auto& event : body["batch"]) {
      if (event["userId"] == "solo") return ScriptedAnswer{.status = 422, .body = "no soloists", .headers = {}};
    }
    return std::nullopt;
  });
  EXPECT_EQ(run().exit_code, 3);
  EXPECT_EQ(receiver.events().size(), expected.size() - 1);
  const auto row =
      database.query("select source_id, user_id, status, reason, payload from sent_source_data.rejected_events").at(0);
  EXPECT_EQ(row[0], "solo-1");
  EXPECT_EQ(row[1], "solo");
  EXPECT_EQ(row[2], "422");
  EXPECT_NE(row[3]->find("no soloists"), std::string::npos);
  EXPECT_TRUE(expected.contains(*row[4]));
  EXPECT_EQ(database.value("select planned || ' ' || delivered || ' ' || rejected from sent_source_data.chunks"),
            "51 50 1");
  EXPECT_EQ(run().exit_code, 3) << "the code speaks of the day's state, whoever did the work";
  EXPECT_EQ(receiver.events().size(), expected.size() - 1);
}

TEST_F(Delivery, RejectsAnEventThatIsTooLargeBeforeSendingIt) {
  database.exec("update sources set slug = repeat('x', 40000) where source_id = 'solo-1'");
  EXPECT_EQ(run().exit_code, 3);
  EXPECT_EQ(receiver.events().size(), 50U);
  EXPECT_EQ(database.value("select status || ' ' || reason from sent_source_data.rejected_events").substr(0, 16),
            "0 the event has ");
}

TEST_F(Delivery, CatchesUpOnMissedDaysBeforeYesterday) {
  const std::string yesterday = database.value("select ((now() at time zone 'UTC')::date - 1)::text");
  const auto day = [&](int back) {
    return database.value("select ('" + yesterday + "'::date - " + std::to_string(back) + ")::text");
  };
  database.exec("drop table usage_complete");
  const Job job = Job(database).to(receiver).set("job.settle", "0s");
  ASSERT_EQ(job({"run", "--date", day(3)}).exit_code, 0);
  const auto caught_up = job({"run"});
  EXPECT_EQ(caught_up.exit_code, 0) << caught_up.err;
  std::string days;
  for (const auto& row : database.query(
           "select day::text from sent_source_data.chunks where completed_at is not null order by completed_at"))
    days += *row[0] + " ";
  EXPECT_EQ(days, day(3) + " " + day(2) + " " + day(1) + " " + yesterday + " ");
}

TEST_F(Delivery, StopsAtOnceWhenTheReceiverRefusesTheKey) {
  const auto result = Job(database).to(receiver).set("sink.write_key", "wrong-key")({"run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 5) << result.err;
  EXPECT_NE(result.err.find("\n  hint: "), std::string::npos);
  EXPECT_EQ(receiver.requests().size(), 1U);
  EXPECT_EQ(database.value("select delivered from sent_source_data.chunks"), "0");
  EXPECT_EQ(run().exit_code, 0);
}

TEST_F(Delivery, SendsCompressedBodiesWithinTheLimits) {
  const auto result = Job(database)
                          .to(receiver)
                          .set("sink.gzip", "true")
                          .set("sink.max_body_bytes", "9000")
                          .set("sink.max_event_bytes", "8000")({"run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(receiver.events().size(), 51U);
  EXPECT_GE(receiver.requests().size(), 4U);
  for (const auto& request : receiver.requests()) {
    EXPECT_LE(request.body.size(), 9000U);
    EXPECT_EQ(request.headers.at("content-encoding"), "gzip");
  }
}

TEST_F(Delivery, NeverLogsASecretOrABody) {
  for (const char* format : {"text", "json"}) {
    const auto result = Job(database).to(receiver).set("sink.write_key", "hush-hush-hush")(
        {"--log-format", format, "--log-level", "trace", "run", "--date", sample_day});
    EXPECT_EQ(result.exit_code, 5);
    EXPECT_EQ(result.err.find("hush"), std::string::npos) << result.err;
    EXPECT_EQ(result.err.find("\"batch\""), std::string::npos);
    EXPECT_EQ(result.out, "");
    if (std::string(format) == "json") {
      for (const auto& line : lines_of(result.err)) EXPECT_TRUE(Json::accept(line)) << line;
    }
  }
}

}  // namespace
}  // namespace sent::tests
