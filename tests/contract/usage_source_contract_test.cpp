// SPDX-License-Identifier: Apache-2.0

// What every usage source promises: the one on PostgreSQL, and its twin in memory.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <stdexcept>
#include <thread>

#include "read/calendar.hpp"
#include "read/contract.hpp"
#include "read/postgres_usage_source.hpp"
#include "support/database/test_database.hpp"
#include "support/ports/memory_usage_source.hpp"

namespace sent::tests {
namespace {

// Tables of the contract without constraints, so that they can contain anything that a view might return.
class PostgresUsageRig {
 public:
  PostgresUsageRig() : database_(TestDatabase::With::nothing) {
    database_.exec("create schema loose; set search_path = loose");
    std::set<std::string_view> made;
    for (const auto& column : read::contract_columns()) {
      if (!made.insert(column.relation).second || read::is_optional(column.relation)) continue;
      database_.exec(read::create_table("loose", column.relation));
    }
  }

  void add(const UsageTables& rows) {
    for (const auto& row : rows.sources) insert("sources", {row.source_id, row.slug, row.owner_id});
    for (const auto& row : rows.owners) insert("owners", {row.owner_id, row.kind});
    for (const auto& row : rows.members) {
      insert("owner_members", {row.owner_id, row.user_id, instant(row.since), instant(row.until)});
    }
    add("source_collaborators", rows.collaborators);
    add("source_destinations", rows.destinations);
    if (!rows.suppressed_users.empty()) database_.exec("create table if not exists suppressed_users (user_id text)");
    for (const auto& user : rows.suppressed_users) insert("suppressed_users", {user});
    add("source_calls", rows.calls);
    add("source_library_calls", rows.library_calls);
    add("source_calls", rows.calls_without_day);
    add("source_library_calls", rows.library_calls_without_day);
  }

  read::UsageSource& source() {
    if (source_) return *source_;
    config::Config config;
    config.database.url = database_.url();
    config.database.schema = "loose";
    config.database.connect_timeout = std::chrono::seconds{10};
    config.job.timezone = "Europe/Berlin";
    postgres::Session session({config.database.url, config.database.connect_timeout}, {});
    source_ = read::make_postgres_usage_source(config, read::ask_contract(session, "loose"), {});
    return *source_;
  }

 private:
  static Id instant(const std::optional<Instant>& at) {
    if (!at) return std::nullopt;
    if (*at == Instant::min()) return "-infinity";
    if (*at == Instant::max()) return "infinity";
    return fmt::format("epoch {} microseconds", at->time_since_epoch().count());
  }
  static std::string literal(const Id& field) {
    if (!field) return "null";
    if (!field->starts_with("epoch ")) return "'" + *field + "'";
    return fmt::format("timestamptz 'epoch' + interval '{}'", field->substr(6));
  }
  void insert(const std::string& relation, const std::vector<Id>& fields) {
    std::string values;
    for (const Id& field : fields) values += (values.empty() ? "" : ", ") + literal(field);
    database_.exec(fmt::format("insert into {} values ({})", relation, values));
  }
  void add(const std::string& relation, const std::vector<UsageTables::Connected>& rows) {
    for (const auto& row : rows) insert(relation, {row.source_id, row.name, instant(row.since), instant(row.until)});
  }
  void add(const std::string& relation, const std::vector<UsageTables::Counter>& rows) {
    const bool is_numeric = std::ranges::any_of(rows, [](const auto& row) { return row.unusable.has_value(); });
    if (is_numeric) database_.exec(fmt::format("alter table {} alter calls type numeric", relation));
    for (const auto& row : rows) {
      const Id calls = row.calls ? Id(std::to_string(*row.calls)) : row.unusable;
      insert(relation, {row.source_id, iso(row.day), row.name, calls});
    }
  }
  void add(const std::string& relation, const std::vector<UsageTables::Dayless>& rows) {
    for (const auto& row : rows) insert(relation, {row.source_id, Id(), row.name, "1"});
  }

  TestDatabase database_;
  std::unique_ptr<read::UsageSource> source_;
};

class MemoryUsageRig {
 public:
  void add(const UsageTables& rows) {
    append(source_.tables.sources, rows.sources);
    append(source_.tables.owners, rows.owners);
    append(source_.tables.members, rows.members);
    append(source_.tables.collaborators, rows.collaborators);
    append(source_.tables.destinations, rows.destinations);
    append(source_.tables.suppressed_users, rows.suppressed_users);
    append(source_.tables.calls, rows.calls);
    append(source_.tables.library_calls, rows.library_calls);
    append(source_.tables.calls_without_day, rows.calls_without_day);
    append(source_.tables.library_calls_without_day, rows.library_calls_without_day);
  }
  read::UsageSource& source() { return source_; }

 private:
  template <typename Row>
  static void append(std::vector<Row>& all, const std::vector<Row>& more) {
    all.insert(all.end(), more.begin(), more.end());
  }
  MemoryUsageSource source_;
};

constexpr Day day{2026, 3, 10};
constexpr DayRange that_day{day, day};
const SourceRange everything;

std::string shown(const read::Text& text) { return std::string(text.value_or("NULL")); }
std::string shown(const read::Span& span) {
  const auto end = [](Instant at) {
    if (at == Instant::min()) return std::string("-");
    if (at == Instant::max()) return std::string("+");
    return std::to_string(at.time_since_epoch().count());
  };
  return "[" + end(span.since) + ", " + end(span.until) + "]";
}

// The rows of a reading, sorted, since they come in no particular order.
using Rows = std::vector<std::string>;
template <typename Read>
Rows rows_of(Read&& read) {
  Rows rows;
  read(rows);
  std::ranges::sort(rows);
  return rows;
}

Rows sources(read::UsageSnapshot& snapshot) {
  return rows_of([&](Rows& rows) {
    snapshot.sources([&](const read::SourceRow& row) {
      rows.push_back(shown(row.source_id) + " " + shown(row.slug) + " " + shown(row.owner_id));
    });
  });
}
Rows owners(read::UsageSnapshot& snapshot) {
  return rows_of([&](Rows& rows) {
    snapshot.owners([&](const read::OwnerRow& row) { rows.push_back(shown(row.owner_id) + " " + shown(row.kind)); });
  });
}
Rows members(read::UsageSnapshot& snapshot) {
  return rows_of([&](Rows& rows) {
    snapshot.members([&](const read::MemberRow& row) {
      rows.push_back(shown(row.owner_id) + " " + shown(row.user_id) + " " + shown(row.span));
    });
  });
}
Rows collaborators(read::UsageSnapshot& snapshot) {
  return rows_of([&](Rows& rows) {
    snapshot.collaborators([&](const read::CollaboratorRow& row) {
      rows.push_back(shown(row.source_id) + " " + shown(row.user_id) + " " + shown(row.span));
    });
  });
}
Rows destinations(read::UsageSnapshot& snapshot) {
  return rows_of([&](Rows& rows) {
    snapshot.destinations([&](const read::DestinationRow& row) {
      rows.push_back(shown(row.source_id) + " " + shown(row.destination) + " " + shown(row.span));
    });
  });
}
Rows suppressed(read::UsageSnapshot& snapshot) {
  return rows_of(
      [&](Rows& rows) { snapshot.suppressed_users([&](const read::Text& user) { rows.push_back(shown(user)); }); });
}
Rows counters(read::UsageSnapshot& snapshot, read::Counters relation = read::Counters::calls,
              DayRange days = that_day) {
  return rows_of([&](Rows& rows) {
    snapshot.counters(relation, days, [&](const read::CounterRow& row) {
      const std::string calls = row.calls ? std::to_string(*row.calls) : shown(row.unusable);
      rows.push_back(shown(row.source_id) + " " + shown(row.name) + " " + calls);
    });
  });
}
Rows without_day(read::UsageSnapshot& snapshot, read::Counters relation) {
  return rows_of([&](Rows& rows) {
    snapshot.counters_without_day(
        relation, [&](const read::DaylessRow& row) { rows.push_back(shown(row.source_id) + " " + shown(row.name)); });
  });
}

template <typename Rig>
struct UsageSourceContract : testing::Test {
  [[nodiscard]] std::unique_ptr<read::UsageSnapshot> open(const SourceRange& range = everything) {
    return rig.source().open(range);
  }
  Rig rig;
};
using UsageRigs = testing::Types<PostgresUsageRig, MemoryUsageRig>;
TYPED_TEST_SUITE(UsageSourceContract, UsageRigs);

TYPED_TEST(UsageSourceContract, EachRowIsReadOnceWithItsNulls) {
  this->rig.add({.sources = {{"s1", "one", "o1"}, {"s1", "again", "o1"}, {{}, {}, {}}, {"", "", ""}},
                 .owners = {{"o1", "workspace"}, {{}, {}}},
                 .members = {{"o1", "ada"}, {"o1", "ada"}, {{}, {}}},
                 .collaborators = {{"s1", "bob"}, {{}, {}}},
                 .destinations = {{"s1", "Mixpanel"}, {{}, {}}},
                 .calls = {{"s1", day, "track", 5}, {"s1", day, "track", -5}, {{}, day, {}, {}}},
                 .library_calls = {{"s1", day, "ios", 7}, {{}, day, {}, {}}}});
  const auto snapshot = this->open();
  EXPECT_EQ(sources(*snapshot), (Rows{"  ", "NULL NULL NULL", "s1 again o1", "s1 one o1"}));
  EXPECT_EQ(owners(*snapshot), (Rows{"NULL NULL", "o1 workspace"}));
  EXPECT_EQ(members(*snapshot), (Rows{"NULL NULL [-, +]", "o1 ada [-, +]", "o1 ada [-, +]"}));
  EXPECT_EQ(collaborators(*snapshot), (Rows{"NULL NULL [-, +]", "s1 bob [-, +]"}));
  EXPECT_EQ(destinations(*snapshot), (Rows{"NULL NULL [-, +]", "s1 Mixpanel [-, +]"}));
  EXPECT_EQ(counters(*snapshot), (Rows{"NULL NULL NULL", "s1 track -5", "s1 track 5"}));
  EXPECT_EQ(counters(*snapshot, read::Counters::library_calls), (Rows{"NULL NULL NULL", "s1 ios 7"}));
}

TYPED_TEST(UsageSourceContract, OpenAndInfiniteEndsAreTheSmallestAndLargestInstant) {
  const Instant noon{std::chrono::sys_days(day.days()) + std::chrono::hours{12}};
  const std::string micros = std::to_string(noon.time_since_epoch().count());
  this->rig.add({.collaborators = {{"a", "null"},
                                   {"b", "infinite", Instant::min(), Instant::max()},
                                   {"c", "known", noon, noon + std::chrono::microseconds{1}},
                                   {"d", "begun", noon, std::nullopt}}});
  const std::string next = std::to_string(noon.time_since_epoch().count() + 1);
  EXPECT_EQ(collaborators(*this->open()),
            (Rows{"a null [-, +]", "b infinite [-, +]", "c known [" + micros + ", " + next + "]",
                  "d begun [" + micros + ", +]"}));
}

// Which rows of each relation that has source ids lie in a range.
template <typename Contract>
std::vector<Rows> by_source(Contract& contract, const SourceRange& range) {
  const auto snapshot = contract.open(range);
  return {sources(*snapshot), collaborators(*snapshot), destinations(*snapshot), counters(*snapshot),
          counters(*snapshot, read::Counters::library_calls)};
}

TYPED_TEST(UsageSourceContract, RangesOfSourcesAreBytewiseAndCoverEveryRow) {
  UsageTables rows;
  for (const Id& id : {Id("B"), Id("a"), Id("m"), Id("m0"), Id("z"), Id("é"), Id("日本"), Id(""), Id()}) {
    rows.sources.push_back({id, "slug", "o"});
    rows.collaborators.push_back({id, "ada"});
    rows.destinations.push_back({id, "Mixpanel"});
    rows.calls.push_back({id, day, "track", 1});
    rows.library_calls.push_back({id, day, "ios", 1});
  }
  this->rig.add(rows);
  const auto lowest = by_source(*this, {std::nullopt, "m"});
  const auto middle = by_source(*this, {"m", "é"});
  const auto highest = by_source(*this, {"é", std::nullopt});
  const auto all = by_source(*this, everything);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(lowest[i].size(), 4U) << "B, a, the empty id, and the row without one";
    EXPECT_EQ(middle[i].size(), 3U) << "m, m0, z";
    EXPECT_EQ(highest[i].size(), 2U);
    Rows together = lowest[i];
    together.insert(together.end(), middle[i].begin(), middle[i].end());
    together.insert(together.end(), highest[i].begin(), highest[i].end());
    std::ranges::sort(together);
    EXPECT_EQ(together, all[i]);
  }
}

TYPED_TEST(UsageSourceContract, OwnersAndMembersAreReadWithTheirSources) {
  this->rig.add({.sources = {{"a", "", "low"}, {"b", "", "both"}, {"n", "", "both"}, {"z", "", "high"}},
                 .owners = {{"low", "user"}, {"both", "user"}, {"high", "user"}, {"unnamed", "user"}, {{}, "user"}},
                 .members = {{"low", "ada"}, {"both", "bob"}, {"high", "eve"}, {"unnamed", "joe"}, {{}, "max"}}});
  const auto lowest = this->open({std::nullopt, "m"});
  EXPECT_EQ(owners(*lowest), (Rows{"NULL user", "both user", "low user", "unnamed user"}));
  EXPECT_EQ(members(*lowest).size(), 4U);
  EXPECT_EQ(owners(*this->open({"m", "y"})), Rows{"both user"});
  const auto highest = this->open({"m", std::nullopt});
  EXPECT_EQ(owners(*highest), (Rows{"both user", "high user"}));
  EXPECT_EQ(members(*highest), (Rows{"both bob [-, +]", "high eve [-, +]"}));
  EXPECT_EQ(owners(*this->open()).size(), 5U);
}

TYPED_TEST(UsageSourceContract, CountersIncludeTheFirstAndTheLastDay) {
  using std::chrono::days;
  UsageTables rows;
  for (int i = 0; i < 5; ++i) rows.calls.push_back({"s", day + days{i}, std::to_string(i), 1});
  this->rig.add(rows);
  const auto snapshot = this->open();
  EXPECT_EQ(counters(*snapshot, read::Counters::calls, {day + days{1}, day + days{3}}),
            (Rows{"s 1 1", "s 2 1", "s 3 1"}));
  EXPECT_EQ(counters(*snapshot, read::Counters::calls, {day + days{4}, day + days{4}}), Rows{"s 4 1"});
  EXPECT_EQ(counters(*snapshot, read::Counters::calls, {day + days{5}, day + days{9}}), Rows{});
}

TYPED_TEST(UsageSourceContract, CallsThatAreNotAWholeNumberOf64BitsComeAsText) {
  UsageTables rows;
  for (const Id& text : {Id("0.4"), Id("-2.5"), Id("NaN"), Id("Infinity"), Id("9223372036854775808"),
                         Id("-9223372036854775809"), Id("100000000000000000000")}) {
    rows.calls.push_back({"s", day, "track", {}, text});
    rows.library_calls.push_back({"s", day, "ios", {}, text});
  }
  for (const std::int64_t whole : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                                   std::numeric_limits<std::int64_t>::max()}) {
    rows.calls.push_back({"s", day, "track", whole});
  }
  rows.calls.push_back({"s", day, "track", {}});
  this->rig.add(rows);
  const auto snapshot = this->open();
  const Rows unusable{"-2.5", "-9223372036854775809", "0.4", "100000000000000000000", "9223372036854775808", "Infinity",
                      "NaN"};
  Rows expected{"s track -1", "s track -9223372036854775808", "s track 0", "s track 9223372036854775807",
                "s track NULL"};
  Rows of_libraries;
  for (const auto& text : unusable) expected.push_back("s track " + text), of_libraries.push_back("s ios " + text);
  std::ranges::sort(expected);
  EXPECT_EQ(counters(*snapshot), expected);
  EXPECT_EQ(counters(*snapshot, read::Counters::library_calls), of_libraries);
}

TYPED_TEST(UsageSourceContract, CountersWithoutADayBelongToOneRange) {
  this->rig.add({.calls_without_day = {{"a", "track"}, {"m", "page"}, {{}, "track"}},
                 .library_calls_without_day = {{"z", "ios"}, {"b", {}}}});
  using read::Counters;
  const auto all = this->open();
  EXPECT_EQ(without_day(*all, Counters::calls), (Rows{"NULL track", "a track", "m page"}));
  EXPECT_EQ(without_day(*all, Counters::library_calls), (Rows{"b NULL", "z ios"}));
  EXPECT_EQ(counters(*all), Rows{});
  EXPECT_EQ(without_day(*this->open({std::nullopt, "m"}), Counters::calls), (Rows{"NULL track", "a track"}));
  EXPECT_EQ(without_day(*this->open({"m", "n"}), Counters::calls), Rows{"m page"});
  EXPECT_EQ(without_day(*this->open({"n", std::nullopt}), Counters::library_calls), Rows{"z ios"});
}

TYPED_TEST(UsageSourceContract, EverySuppressedUserIsReadForEveryRange) {
  this->rig.add({.suppressed_users = {"ada", "bob", std::nullopt}});
  EXPECT_EQ(suppressed(*this->open()), (Rows{"NULL", "ada", "bob"}));
  EXPECT_EQ(suppressed(*this->open({"x", "y"})), (Rows{"NULL", "ada", "bob"}));
}

TYPED_TEST(UsageSourceContract, NobodyIsSuppressedIfTheRelationIsMissing) {
  EXPECT_EQ(suppressed(*this->open()), Rows{});
}

TYPED_TEST(UsageSourceContract, ASnapshotDoesNotShowLaterChanges) {
  this->rig.add({.sources = {{"s1", "", {}}}, .calls = {{"s1", day, "track", 1}}});
  auto snapshot = this->open();
  this->rig.add({.sources = {{"s2", "", {}}}, .members = {{"o", "ada"}}, .calls = {{"s1", day, "page", 2}}});
  EXPECT_EQ(sources(*snapshot).size(), 1U);
  EXPECT_EQ(members(*snapshot).size(), 0U);
  EXPECT_EQ(counters(*snapshot), Rows{"s1 track 1"});
  snapshot.reset();
  snapshot = this->open();
  EXPECT_EQ(sources(*snapshot).size(), 2U);
  EXPECT_EQ(counters(*snapshot), (Rows{"s1 page 2", "s1 track 1"}));
}

TYPED_TEST(UsageSourceContract, ARelationCanBeReadAgain) {
  this->rig.add({.calls = {{"s1", day, "track", 1}}});
  const auto snapshot = this->open();
  for (int time = 0; time < 3; ++time) EXPECT_EQ(counters(*snapshot), Rows{"s1 track 1"});
}

TYPED_TEST(UsageSourceContract, TwoThreadsCanReadOneSnapshot) {
  UsageTables rows;
  for (int i = 0; i < 500; ++i) {
    const std::string id = "s" + std::to_string(i);
    rows.collaborators.push_back({id, "ada"});
    rows.calls.push_back({id, day, "track", 1});
    rows.library_calls.push_back({id, day, "ios", 1});
  }
  this->rig.add(rows);
  const auto snapshot = this->open();
  std::jthread other([&] {
    EXPECT_EQ(collaborators(*snapshot).size(), 500U);
    EXPECT_EQ(counters(*snapshot, read::Counters::library_calls).size(), 500U);
  });
  EXPECT_EQ(counters(*snapshot).size(), 500U);
}

// As if a unit is too large for its memory.
TYPED_TEST(UsageSourceContract, AnExceptionFromTheCallbackEndsOnlyThatRead) {
  this->rig.add({.sources = {{"s1", "", {}}, {"s2", "", {}}}});
  auto snapshot = this->open();
  int rows = 0;
  const auto take_one = [&](const read::SourceRow&) {
    if (++rows == 1) throw std::logic_error("enough");
  };
  EXPECT_THROW(snapshot->sources(take_one), std::logic_error);
  EXPECT_EQ(rows, 1);
  snapshot.reset();
  EXPECT_EQ(sources(*this->open()).size(), 2U);
}

}  // namespace
}  // namespace sent::tests
