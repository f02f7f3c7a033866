// SPDX-License-Identifier: Apache-2.0

#include "expand/people.hpp"

#include <gtest/gtest.h>

#include "model/failure.hpp"
#include "support/ports/memory_usage_source.hpp"

namespace sent::tests {
namespace {

const Instant evening{std::chrono::sys_days(Day(2026, 3, 11).days())};
const Instant before = evening - std::chrono::hours{1};
const Instant after = evening + std::chrono::hours{1};
using Users = std::vector<std::string>;

// The people of the source "s" of the workspace "w", and of "t" without an owner.
struct People : testing::Test {
  People() {
    usage.tables.sources = {{"s", "", "w"}, {"t", "", {}}};
    usage.tables.owners = {{"w", "workspace"}, {"elsewhere", "user"}};
  }
  void collaborator(Id source, Id user, std::optional<Instant> since = {}, std::optional<Instant> until = {}) {
    usage.tables.collaborators.push_back({std::move(source), std::move(user), since, until});
  }
  void member(Id owner, Id user, std::optional<Instant> since = {}, std::optional<Instant> until = {}) {
    usage.tables.members.push_back({std::move(owner), std::move(user), since, until});
  }
  void suppress(Id user) { usage.tables.suppressed_users.push_back(std::move(user)); }

  // The people in an event of `source` on that evening; the first call reads everything.
  const expand::SourceUsage& of(std::string_view source) {
    if (sources.size() == 0) read();
    people.fill(sources, sources.find(source).value(), filled);
    return filled;
  }
  Users recipients(std::string_view source) {
    const auto& all = of(source).recipients;
    return {all.begin(), all.end()};
  }
  void read() {
    const auto snapshot = usage.open({});
    snapshot->sources([&](const read::SourceRow& row) { sources.add(row); });
    sources.freeze();
    snapshot->owners([&](const read::OwnerRow& row) { (void)sources.add_owner(row); });
    people.read(*snapshot, sources);
    people.merge(sources, evening, [](expand::SourceNo) { return true; });
  }
  std::uint64_t dirty(FindingKind kind) const { return people.findings().dirty_rows(kind); }

  MemoryUsageSource usage;
  expand::MemoryBudget budget{64U << 20U};
  expand::Sources sources;
  expand::People people{budget};
  expand::SourceUsage filled;
};

TEST_F(People, AreRecipientsOnceAsCollaboratorOrMemberOfTheOwner) {
  collaborator("s", "carol");
  collaborator("s", "ada");
  member("w", "bob");
  member("w", "ada");
  EXPECT_EQ(recipients("s"), (Users{"ada", "bob", "carol"}));
  EXPECT_EQ(of("s").collaborators, 2U);
  EXPECT_EQ(of("s").owners, 2U);
}

TEST_F(People, IncludeOnlyCollaboratorsIfTheSourceHasNoOwner) {
  collaborator("t", "ada");
  member("w", "bob");
  EXPECT_EQ(recipients("t"), Users{"ada"});
  EXPECT_EQ(of("t").owner_id, std::nullopt);
  EXPECT_EQ(of("t").owners, 0U);
}

TEST_F(People, IncludeTheOwnerAndItsKind) {
  member("w", "bob");
  EXPECT_EQ(of("s").owner_id, "w");
  EXPECT_EQ(of("s").owner_kind, "workspace");
}

TEST_F(People, CountFromTheStartToTheEndOfTheirSpan) {
  collaborator("s", "left", {}, before);
  collaborator("s", "comes", after);
  collaborator("s", "here", before, after);
  collaborator("s", "leaves now", {}, evening);
  collaborator("s", "comes now", evening);
  EXPECT_EQ(recipients("s"), (Users{"here", "leaves now"}));
  EXPECT_EQ(of("s").collaborators, 2U);
}

TEST_F(People, WithSeveralSpansCountOnce) {
  for (int time = 0; time < 3; ++time) {
    collaborator("s", "ada", before, after);
    member("w", "bob");
  }
  EXPECT_EQ(recipients("s"), (Users{"ada", "bob"}));
  EXPECT_EQ(of("s").collaborators, 1U);
  EXPECT_EQ(of("s").owners, 1U);
}

TEST_F(People, CountButAreNotRecipientsIfSuppressed) {
  collaborator("s", "ada");
  collaborator("s", "eve");
  member("w", "eve");
  suppress("eve");
  EXPECT_EQ(recipients("s"), Users{"ada"});
  EXPECT_EQ(of("s").collaborators, 2U);
  EXPECT_EQ(of("s").owners, 1U);
}

TEST_F(People, AreNoRecipientsIfAllAreSuppressed) {
  collaborator("s", "ada");
  suppress("ada");
  suppress("ada");
  EXPECT_EQ(recipients("s"), Users{});
}

TEST_F(People, WithoutAUsableIdAreDirtyRows) {
  collaborator("s", {});
  collaborator("s", "");
  collaborator("s", "\xff");
  member("w", {});
  member("w", "\xff");
  suppress({});
  EXPECT_EQ(recipients("s"), Users{});
  EXPECT_EQ(dirty(FindingKind::empty_user_id), 4U);
  EXPECT_EQ(dirty(FindingKind::unusable_id), 2U);
}

TEST_F(People, WithoutASourceOrOwnerAreDirtyRows) {
  collaborator({}, "ada");
  collaborator("unknown", "ada");
  member({}, "ada");
  member("unknown", "ada");
  read();
  EXPECT_EQ(dirty(FindingKind::empty_source_id), 1U);
  EXPECT_EQ(dirty(FindingKind::unknown_source), 1U);
  EXPECT_EQ(dirty(FindingKind::empty_owner_id), 1U);
  EXPECT_EQ(dirty(FindingKind::unknown_owner), 1U);
}

TEST_F(People, WithASpanThatEndsBeforeItBeginsAreDirtyRows) {
  const auto earlier = evening - std::chrono::microseconds{1};
  collaborator("s", "ada", evening, earlier);
  member("w", "bob", evening, earlier);
  member("elsewhere", "bob", evening, earlier);
  collaborator("s", "carol", earlier, earlier);
  read();
  EXPECT_EQ(people.rows().used, 1U) << "a span of one instant is right";
  EXPECT_EQ(dirty(FindingKind::reversed_span), 3U);
  EXPECT_EQ(people.findings().of(FindingKind::reversed_span, Relation::source_collaborators)->example,
            "source \"s\", \"ada\"");
  EXPECT_EQ(people.findings().of(FindingKind::reversed_span, Relation::owner_members)->example,
            "owner \"w\", user \"bob\"");
}

TEST_F(People, NoteAnAccountOfAUserWhoIsNotHisOwnMember) {
  usage.tables.sources.push_back({"of-ada", "", "ada"});
  usage.tables.sources.push_back({"of-account", "", "account-7"});
  for (const auto* owner : {"ada", "account-7"}) usage.tables.owners.push_back({owner, "user"});
  collaborator("s", "ada");
  member("ada", "bob");
  member("account-7", "carol");
  read();
  EXPECT_EQ(people.findings().count(FindingKind::user_without_himself), 1U) << "an account may have ids of its own";
  EXPECT_EQ(people.findings().of(FindingKind::user_without_himself, Relation::owner_members)->example, "owner \"ada\"");
}

TEST_F(People, NoteASuppressedUserInAnotherSpelling) {
  collaborator("s", "Ada@example.com");
  suppress("ada@example.com");
  suppress("somebody@example.com");
  EXPECT_EQ(recipients("s"), Users{"Ada@example.com"});
  EXPECT_EQ(people.findings().count(FindingKind::id_spelt_otherwise), 1U);
}

TEST_F(People, InOwnersWithoutSourcesAreOutOfScope) {
  member("elsewhere", "ada");
  suppress("a stranger");
  read();
  EXPECT_EQ(people.rows().out_of_scope, 2U);
  EXPECT_EQ(people.findings().dirty_rows(), 0U);
}

TEST_F(People, AccountForEachRow) {
  collaborator("s", "ada");
  collaborator("unknown", "ada");
  member("w", "bob");
  member("elsewhere", "eve");
  suppress("ada");
  suppress("a stranger");
  read();
  const RowsRead& rows = people.rows();
  EXPECT_EQ(rows.others, 6U);
  EXPECT_EQ(rows.used, 3U);
  EXPECT_EQ(rows.used + rows.out_of_scope + people.findings().dirty_rows(), rows.others);
}

TEST_F(People, EndTheReadWhenTheyExceedTheMemory) {
  for (int i = 0; i < 20'000; ++i) collaborator("s", "user" + std::to_string(i));
  expand::MemoryBudget little(100'000);
  const auto snapshot = usage.open({});
  snapshot->sources([&](const read::SourceRow& row) { sources.add(row); });
  sources.freeze();
  expand::People many(little);
  EXPECT_THROW(many.read(*snapshot, sources), expand::ChunkTooLarge);
}

}  // namespace
}  // namespace sent::tests
