// Ten times the data in the same memory.

#include <gtest/gtest.h>

#include "support/outcome.hpp"
#include "support/temporary_directory.hpp"

namespace sent {
namespace {

// Sources of `owners` owners with a member each, who is all that receives an event for them.
void load(TestDatabase& database, int sources, int owners) {
  const std::string rows = "from generate_series(1, " + std::to_string(sources) + ") i";
  const std::string source = "'source-' || lpad(i::text, 8, '0')";
  database.exec("insert into sources select " + source + ", 'slug ' || i, 'owner-' || i % " + std::to_string(owners) + " " + rows +
                ";insert into owners select 'owner-' || i, 'workspace' from generate_series(0, " + std::to_string(owners - 1) + ") i"
                ";insert into owner_members select owner_id, 'user of ' || owner_id, null, null from owners"
                ";insert into source_calls select " + source + ", '" + sample_day + "', method, i " + rows + ", unnest(array['track', 'page']) method"
                ";insert into source_library_calls select " + source + ", '" + sample_day + "', 'node', i " + rows +
                ";insert into source_destinations select " + source + ", 'vero', null, null " + rows + ";analyze");
}

// Of a run in 16 MiB that delivers an event for each of the sources; in KiB. Few and small batches are under way, for how
// many a slow disk lets gather in a short run is a matter of chance.
long peak_of_run(TestDatabase& database) {
  TemporaryDirectory directory;
  const auto result = Job(database).set("job.memory", "16MiB").set("sink.preset", "file").set("sink.path", directory.file("events"))
                          .set("sink.concurrency", "2").set("sink.max_batch_events", "200")({"run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(database.value("select sum(delivered) from sent_source_data.chunks"), database.value("select count(*) from sources"));
  EXPECT_GT(result.peak_kibibytes, 5'000) << "less than any program needs";
  return result.peak_kibibytes;
}

long peak_with(int sources, int owners) {
  TestDatabase database;
  load(database, sources, owners);
  return peak_of_run(database);
}

constexpr int few_sources = 10'000;  // more than two chunks at 16 MiB
constexpr int many_sources = 10 * few_sources;
constexpr int few_owners = 500;

void expect_same(long with_few, long with_many) {
  testing::Test::RecordProperty("peak_kibibytes_few", std::to_string(with_few));
  testing::Test::RecordProperty("peak_kibibytes_many", std::to_string(with_many));
  EXPECT_LT(with_many, with_few * 11 / 10) << "from " << with_few << " KiB";
}

TEST(Memory, DoesNotGrowWithTheSources) { expect_same(peak_with(few_sources, few_owners), peak_with(many_sources, few_owners)); }

TEST(Memory, DoesNotGrowWithTheOwners) { expect_same(peak_with(few_sources, few_sources), peak_with(many_sources, many_sources)); }

TEST(Memory, DoesNotGrowWithTheSuppressedUsers) {
  TestDatabase database;
  load(database, few_sources, few_owners);
  const long with_few = peak_of_run(database);
  database.exec("insert into suppressed_users select 'gone-' || i from generate_series(1, 300000) i");
  database.exec("delete from sent_source_data.days");
  expect_same(with_few, peak_of_run(database));
}

}  // namespace
}  // namespace sent
