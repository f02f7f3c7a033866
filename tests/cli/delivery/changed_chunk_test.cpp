// SPDX-License-Identifier: Apache-2.0

// Sources and users change between a run that was stopped in the middle of a chunk and the run that goes on with it: no
// event is left out.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "support/deliveries/outcome.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

struct ChangedChunk : testing::Test {
  ChangedChunk() {
    database.load_sample(sample_day);
    receiver.set_handler([](int number, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
      if (number <= 4) return std::nullopt;
      return ScriptedAnswer{401, "no", {}};
    });
    EXPECT_EQ(job(run_day).exit_code, 5);
    receiver.set_handler({});
    sent_before = receiver.events().size();
    EXPECT_GT(sent_before, 0U);
  }
  // Goes on after `change`.
  ProgramResult go_on_after(const std::string& change) {
    database.exec(change);
    due = due_ids();
    return job(run_day);
  }
  // The ids that the day has now.
  std::set<std::string> due_ids() {
    std::set<std::string> ids;
    for (const auto& event : due_events(job, {"backfill", "--from", sample_day, "--to", sample_day, "--resend"}))
      ids.insert(nlohmann::json::parse(event).at("messageId"));
    return ids;
  }
  void expect_everything(const ProgramResult& result) {
    EXPECT_EQ(result.exit_code, 0) << result.err;
    std::set<std::string> arrived;
    for (const auto& event : raw_events(receiver)) arrived.insert(nlohmann::json::parse(event).at("messageId"));
    for (const auto& id : due) EXPECT_TRUE(arrived.contains(id)) << id << " was never sent";
    EXPECT_EQ(database.value("select sum(planned) || ' ' || sum(delivered) from sent_source_data.chunks"),
              std::to_string(due.size()) + " " + std::to_string(due.size()));
    const auto status = nlohmann::json::parse(job({"status", "--from", sample_day, "--to", sample_day, "--json"}).out);
    EXPECT_EQ(status["days"][0]["planned"], due.size()) << status.dump();
  }
  void expect_said(const ProgramResult& result) {
    EXPECT_NE(result.err.find("in front of a chunk's position changed since it was begun"), std::string::npos)
        << result.err;
    EXPECT_NE(result.err.find("settled_then=" + std::to_string(sent_before)), std::string::npos) << result.err;
  }
  // Of a source in front of the position.
  std::string passed() {
    return database.value("select min(source_id) from source_calls where day = '" + sample_day + "'");
  }

  TestDatabase database;
  Receiver receiver;
  Job job = Job(database).to(receiver).set("sink.max_batch_events", "5").set("sink.concurrency", "1");
  std::size_t sent_before = 0;
  std::set<std::string> due;
};

TEST_F(ChangedChunk, GoesOnWhereItStoppedIfNothingChanged) {
  const auto result = go_on_after("select 1");
  expect_everything(result);
  EXPECT_EQ(receiver.events().size(), due.size()) << "nothing was sent twice";
  EXPECT_EQ(result.err.find("changed since it was begun"), std::string::npos) << result.err;
}

TEST_F(ChangedChunk, SendsASourceThatIsNewInFrontOfThePosition) {
  const auto result = go_on_after(
      "insert into sources values ('!', 'new', null); insert into source_collaborators values ('!', 'ada');"
      "insert into source_calls values ('!', '" +
      sample_day + "', 'track', 5)");
  expect_everything(result);
  expect_said(result);
}

TEST_F(ChangedChunk, SendsAUserWhoJoinedASourceInFrontOfThePosition) {
  const auto result = go_on_after("insert into source_collaborators values ('" + passed() + "', '!new user')");
  expect_everything(result);
  expect_said(result);
}

// As many as before, but not the same ones.
TEST_F(ChangedChunk, SendsAUserWhoReplacedAnotherOne) {
  const auto source = passed();
  const auto result =
      go_on_after("update source_collaborators set user_id = '!' || user_id where source_id = '" + source +
                  "'; update owner_members set user_id = '!' || user_id where owner_id = (select owner_id "
                  "from sources where source_id = '" +
                  source + "')");
  expect_everything(result);
  expect_said(result);
}

TEST_F(ChangedChunk, SendsEverySourceIfAllGotOtherIds) {
  const auto result = go_on_after(
      "update sources set source_id = 'x-' || source_id; update source_calls set source_id = 'x-' || source_id;"
      "update source_library_calls set source_id = 'x-' || source_id;"
      "update source_collaborators set source_id = 'x-' || source_id;"
      "update source_destinations set source_id = 'x-' || source_id");
  expect_everything(result);
  expect_said(result);
}

TEST_F(ChangedChunk, IsCompleteWithoutAUserWhoIsGone) {
  const auto result = go_on_after("delete from source_collaborators where source_id = '" + passed() + "'");
  expect_everything(result);
  expect_said(result);
}

TEST_F(ChangedChunk, NeedNotBeginAgainIfOnlyWhatIsBehindThePositionChanged) {
  const auto result = go_on_after(
      "insert into sources values ('~', 'new', null); insert into source_collaborators values ('~', 'ada');"
      "insert into source_calls values ('~', '" +
      sample_day + "', 'track', 5)");
  expect_everything(result);
  EXPECT_EQ(receiver.events().size(), due.size()) << "nothing was sent twice";
}

// A dry run prints exactly the events that the run then sends.
TEST_F(ChangedChunk, IsPrintedByADryRunAsItWillBeSent) {
  database.exec("insert into source_collaborators values ('" + passed() + "', '!new user')");
  const auto printed = due_events(job, run_day);
  EXPECT_EQ(printed.size(), due_ids().size());
  EXPECT_EQ(job(run_day).exit_code, 0);
  EXPECT_EQ(receiver.events().size(), sent_before + printed.size());
}

}  // namespace
}  // namespace sent::tests
