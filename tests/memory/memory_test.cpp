// SPDX-License-Identifier: Apache-2.0

// Ten times the data in the same memory.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>

#include "support/deliveries/outcome.hpp"
#include "support/files/golden.hpp"
#include "support/files/temporary_directory.hpp"

namespace sent::tests {
namespace {

// Sources of `owners` owners, each with one member, the only recipient.
void load(TestDatabase& database, int sources, int owners) {
  const std::string rows = "from generate_series(1, " + std::to_string(sources) + ") i";
  const std::string source = "'source-' || lpad(i::text, 8, '0')";
  database.exec("insert into sources select " + source + ", 'slug ' || i, 'owner-' || i % " + std::to_string(owners) +
                " " + rows + ";insert into owners select 'owner-' || i, 'workspace' from generate_series(0, " +
                std::to_string(owners - 1) +
                ") i"
                ";insert into owner_members select owner_id, 'user of ' || owner_id, null, null from owners"
                ";insert into source_calls select " +
                source + ", '" + sample_day + "', method, i " + rows +
                ", unnest(array['track', 'page']) method"
                ";insert into source_library_calls select " +
                source + ", '" + sample_day + "', 'node', i " + rows + ";insert into source_destinations select " +
                source + ", 'vero', null, null " + rows + ";analyze");
}

// The peak of a run in 16 MiB that delivers an event for each source, in KiB. Few and small batches are in flight,
// because how many of them a slow disk delays in a short run is a matter of chance.
long peak_of_run(TestDatabase& database, const std::string& events) {
  TemporaryDirectory directory;
  const auto result = Job(database)
                          .set("job.memory", "16MiB")
                          .set("sink.preset", "file")
                          .set("sink.path", directory.file("events"))
                          .set("sink.concurrency", "2")
                          .set("sink.max_batch_events", "200")({"run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(database.value("select sum(delivered) from sent_source_data.chunks"), events);
  EXPECT_GT(result.peak_kibibytes, 5'000) << "less than any program needs";
  return result.peak_kibibytes;
}

long peak_with(int sources, int owners) {
  TestDatabase database;
  load(database, sources, owners);
  // The smaller of two, because a peak also depends on how threads happen to be scheduled.
  const long first = peak_of_run(database, std::to_string(sources));
  database.exec("delete from sent_source_data.days");
  return std::min(first, peak_of_run(database, std::to_string(sources)));
}

constexpr int few_sources = 20'000;  // more than two chunks at 16 MiB
constexpr int many_sources = 10 * few_sources;
constexpr int few_owners = 500;

void expect_same(long with_few, long with_many) {
  testing::Test::RecordProperty("peak_kibibytes_few", std::to_string(with_few));
  testing::Test::RecordProperty("peak_kibibytes_many", std::to_string(with_many));
  EXPECT_LT(with_many, with_few * 11 / 10) << "from " << with_few << " KiB";
}

TEST(Memory, DoesNotGrowWithTheSources) {
  expect_same(peak_with(few_sources, few_owners), peak_with(many_sources, few_owners));
}

TEST(Memory, DoesNotGrowWithTheOwners) {
  expect_same(peak_with(few_sources, few_sources), peak_with(many_sources, many_sources));
}

TEST(Memory, DoesNotGrowWithTheSuppressedUsers) {
  TestDatabase database;
  load(database, few_sources, few_owners);
  const long with_few = peak_of_run(database, std::to_string(few_sources));
  database.exec("insert into suppressed_users select 'gone-' || i from generate_series(1, 300000) i");
  database.exec("delete from sent_source_data.days");
  expect_same(with_few, peak_of_run(database, std::to_string(few_sources)));
}

// Every event is refused, by the tracking plan or by the receiver once it has accepted one.
long peak_of_refusal(TestDatabase& database, Job job) {
  const auto result = job.set("job.memory", "16MiB")({"run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(database.value("select sum(delivered) < 10 and sum(rejected) > 19000 from sent_source_data.chunks"), "t");
  return result.peak_kibibytes;
}

void expect_little_more(long delivered, long refused, const std::string& what) {
  testing::Test::RecordProperty("peak_kibibytes_refused_by_" + what, std::to_string(refused));
  EXPECT_LT(refused, delivered + 8'000) << "refused by the " << what << ", from " << delivered << " KiB";
}

TEST(Memory, DoesNotGrowWithTheRefusedEvents) {
  TestDatabase database;
  load(database, few_sources, few_owners);
  const long delivered = peak_of_run(database, std::to_string(few_sources));
  TemporaryDirectory folder;
  std::ofstream(folder.file("sent-source-data.json"))
      << R"({"key": "Sent Source Data", "type": "TRACK", "version": 1, "jsonSchema": {"type": "object", "properties": {)"
         R"("properties": {"type": "object", "required": ["nowhere"]}}}})";
  database.exec("delete from sent_source_data.days");
  expect_little_more(delivered,
                     peak_of_refusal(database, Job(database)
                                                   .set("plan.directory", folder.path().string())
                                                   .set("sink.preset", "file")
                                                   .set("sink.path", folder.file("events"))),
                     "plan");
  database.exec("delete from sent_source_data.days; delete from sent_source_data.runs");
  Receiver receiver;
  int accepted = 0;
  receiver.set_handler([&](int, const nlohmann::json& body) -> std::optional<ScriptedAnswer> {
    ScriptedAnswer answer;
    if (body["batch"].size() > 1 || ++accepted > 8) answer.status = 400;
    return answer;
  });
  expect_little_more(delivered, peak_of_refusal(database, Job(database).to(receiver).set("sink.concurrency", "2")),
                     "receiver");
}

// A hundred sources with so many collaborators each, which the estimate puts into one chunk. The few already need
// all of job.memory: the peak is level from 1,500 people each on.
long peak_with_people(int each) {
  constexpr int sources = 100;
  TestDatabase database;
  load(database, sources, 10);
  database.exec(
      "insert into source_collaborators select source_id, 'guest ' || i || ' of ' || source_id, null, null from "
      "sources, "
      "generate_series(1, " +
      std::to_string(each) + ") i; delete from owner_members");
  return peak_of_run(database, std::to_string(sources * each));
}

TEST(Memory, DoesNotGrowWithThePeopleOfASource) { expect_same(peak_with_people(2'000), peak_with_people(20'000)); }

TEST(Memory, ASourceThatAloneExceedsTheLimitIsDeliveredAndReported) {
  TestDatabase database;
  load(database, 10, 10);
  database.exec(
      "insert into source_collaborators select 'source-00000004', 'guest ' || i, null, null from generate_series(1, "
      "250000) i;"
      "delete from owner_members where owner_id <> 'owner-4'");
  TemporaryDirectory directory;
  const auto result =
      Job(database)
          .set("job.memory", "16MiB")
          .set("sink.preset", "file")
          .set("sink.path", directory.file("events"))({"--log-format", "json", "run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(std::regex_search(result.err, std::regex("source_beyond_memory.*source-00000004"))) << result.err;
  EXPECT_EQ(database.value("select sum(delivered) from sent_source_data.chunks"), "250001");
}

TEST(Memory, SplittingChunksDoesNotChangeTheEvents) {
  TestDatabase database;
  load(database, 1'000, 10);
  database.exec(
      "insert into source_collaborators select source_id, 'former guest ' || i || ' of ' || source_id, null, "
      "'2020-01-01' "
      "from sources, generate_series(1, 250) i");
  const Arguments dry{"run", "--date", sample_day, "--dry-run"};
  const auto whole = Job(database)(dry);
  const auto split = Job(database).set("job.memory", "16MiB")(dry);
  EXPECT_EQ(whole.exit_code, 0) << whole.err;
  EXPECT_TRUE(whole.out == split.out);
  TemporaryDirectory directory;
  const auto run = Job(database)
                       .set("job.memory", "16MiB")
                       .set("sink.preset", "file")
                       .set("sink.concurrency", "1")
                       .set("sink.path", directory.file("events"))({"run", "--date", sample_day});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::ifstream events(directory.file("events"));
  EXPECT_GT(std::stoi(database.value("select count(*) from sent_source_data.chunks")), 1)
      << "there was something to split";
  EXPECT_TRUE(std::string(std::istreambuf_iterator<char>(events), {}) == whole.out) << "in the same order";
}

TEST(Memory, ValidationRequiresTheMemoryOfOneLine) {
  TemporaryDirectory folder;
  const std::string examples = read_project_file("tests/golden/plan-examples.ndjson");
  std::vector<long> peaks;
  const std::string fifo = folder.file("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  for (const int times : {20'000, 200'000}) {
    RunningProgram program({"plan", "validate", fifo});
    std::ofstream events(fifo);
    for (int i = 0; i < times; ++i) {
      if (i % 110 == 0) events << examples;
      // New names of events and properties: more than the program remembers, some of them long.
      if (i % 1'000 == 0)
        events << "{\"event\": \"" << i << std::string(100'000, 'x')
               << "\"}\n{\"event\": \"Signed Up\", \"properties\": {\"p" << i << std::string(100'000, 'y')
               << "\": 1}}\n";
      events << "{\"event\": \"event " << i << "\"}\n{\"event\": \"Sent Source Data\", \"properties\": {\"libraryL" << i
             << "\": 1}}\n";
    }
    events.flush();
    peaks.push_back(program.peak_so_far());
    events.close();
    EXPECT_EQ(program.wait().exit_code, 3);
  }
  EXPECT_GT(peaks[0], 5'000) << "less than any program needs";
  expect_same(peaks[0], peaks[1]);
}

}  // namespace
}  // namespace sent::tests
