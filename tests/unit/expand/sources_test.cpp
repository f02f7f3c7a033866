// SPDX-License-Identifier: Apache-2.0

#include "expand/sources.hpp"

#include <gtest/gtest.h>

#include "model/usable_id.hpp"

namespace sent::tests {
namespace {

using expand::RowUse;

struct Sources : testing::Test {
  void add(const read::SourceRow& row) { sources.add(row); }
  RowUse add_owner(const read::OwnerRow& row) { return sources.add_owner(row); }

  // "id slug owner", in the order of their numbers.
  std::vector<std::string> all() {
    std::vector<std::string> shown;
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
      const expand::Source& source = sources.at(expand::SourceNo{i});
      const std::string_view owner = source.owner ? sources.owner(*source.owner).id : "-";
      shown.push_back(std::string(source.id) + " " + std::string(source.slug) + " " + std::string(owner));
    }
    return shown;
  }
  std::string kind_of(std::string_view owner) {
    const auto found = sources.find_owner(owner);
    return found ? std::string(sources.owner(*found).kind.value_or("-")) : "no source names it";
  }
  std::uint64_t noted(FindingKind kind) const { return sources.findings().count(kind); }
  std::uint64_t dirty() const { return sources.findings().dirty_rows(); }

  expand::Sources sources;
};

TEST_F(Sources, AreNumberedInBytewiseOrderOfTheirIds) {
  for (const char* const id : {"é", "b", "a", "B"}) add({id, "", {}});
  sources.freeze();
  EXPECT_EQ(all(), (std::vector<std::string>{"B  -", "a  -", "b  -", "é  -"}));
  EXPECT_EQ(sources.find("b"), expand::SourceNo{2});
  EXPECT_EQ(sources.find("c"), std::nullopt);
}

TEST_F(Sources, WithoutAnIdAreDirtyRows) {
  add({{}, "slug", "o"});
  add({"", "slug", "o"});
  sources.freeze();
  EXPECT_EQ(sources.size(), 0U);
  EXPECT_EQ(sources.findings().dirty_rows(FindingKind::empty_source_id), 2U);
}

TEST_F(Sources, WithAnUnusableIdAreDirtyRows) {
  add({"\xff", "slug", "o"});
  add({std::string(longest_id + 1, 'x'), "slug", "o"});
  add({std::string(longest_id, 'x'), "slug", "o"});
  sources.freeze();
  EXPECT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources.findings().dirty_rows(FindingKind::unusable_id), 2U);
}

TEST_F(Sources, KeepTheSmallestSlugAndOwnerOfTwoRowsInAnyOrder) {
  add({"s", "two", "o1"});
  add({"s", "one", "o2"});
  add({"s", "one", "o1"});
  sources.freeze();
  EXPECT_EQ(all(), std::vector<std::string>{"s one o1"});
  EXPECT_EQ(sources.findings().dirty_rows(FindingKind::duplicate_source), 2U);
}

TEST_F(Sources, WithoutASlugGetAnEmptyOneAndAreNoted) {
  add({"s", {}, {}});
  add({"t", "", {}});
  sources.freeze();
  EXPECT_EQ(all(), (std::vector<std::string>{"s  -", "t  -"}));
  EXPECT_EQ(noted(FindingKind::empty_slug), 1U) << "an empty slug is a slug";
  EXPECT_EQ(dirty(), 0U);
}

TEST_F(Sources, HaveAUtf8SlugForAnyBytesInTheDatabase) {
  add({"s",
       "a\xff"
       "b",
       {}});
  sources.freeze();
  EXPECT_TRUE(text::is_well_formed(sources.at(expand::SourceNo{0}).slug));
}

TEST_F(Sources, WithAnUnusableOwnerIdHaveNoOwner) {
  add({"a", "", ""});
  add({"b", "", "\xff"});
  sources.freeze();
  EXPECT_EQ(all(), (std::vector<std::string>{"a  -", "b  -"}));
  EXPECT_EQ(noted(FindingKind::empty_owner_id), 1U);
  EXPECT_EQ(noted(FindingKind::unusable_id), 1U);
  EXPECT_EQ(dirty(), 0U) << "the sources are used";
}

TEST_F(Sources, KnowTheKindOfTheirOwners) {
  add({"a", "", "w"});
  add({"b", "", "u"});
  sources.freeze();
  EXPECT_EQ(add_owner({"w", "workspace"}), RowUse::used);
  EXPECT_EQ(add_owner({"u", "user"}), RowUse::used);
  EXPECT_EQ(add_owner({"x", "user"}), RowUse::out_of_scope);
  EXPECT_EQ(kind_of("w"), "workspace");
  EXPECT_EQ(kind_of("u"), "user");
  EXPECT_EQ(kind_of("x"), "no source names it");
  EXPECT_TRUE(sources.is_known_owner("x"));
}

TEST_F(Sources, UseTheLargestKindIfAnOwnerHasTwoRows) {
  add({"a", "", "o1"});
  add({"b", "", "o2"});
  sources.freeze();
  (void)add_owner({"o1", "user"});
  (void)add_owner({"o2", "workspace"});
  EXPECT_EQ(add_owner({"o1", "workspace"}), RowUse::dirty);
  EXPECT_EQ(add_owner({"o2", "user"}), RowUse::dirty);
  EXPECT_EQ(kind_of("o1"), "workspace");
  EXPECT_EQ(kind_of("o2"), "workspace");
  EXPECT_EQ(sources.findings().dirty_rows(FindingKind::duplicate_owner), 2U);
}

TEST_F(Sources, NoteAnOwnerOfAnUnknownKind) {
  add({"a", "", "o"});
  sources.freeze();
  EXPECT_EQ(add_owner({"o", "team"}), RowUse::used);
  EXPECT_EQ(add_owner({"p", {}}), RowUse::out_of_scope);
  EXPECT_EQ(noted(FindingKind::unknown_owner_kind), 2U);
}

TEST_F(Sources, IgnoreAnOwnerWithoutAUsableId) {
  sources.freeze();
  EXPECT_EQ(add_owner({{}, "user"}), RowUse::dirty);
  EXPECT_EQ(add_owner({"", "user"}), RowUse::dirty);
  EXPECT_EQ(add_owner({"\xff", "user"}), RowUse::dirty);
  EXPECT_EQ(dirty(), 3U);
}

TEST_F(Sources, NoteEachSourceWhoseOwnerIsUnknown) {
  add({"a", "", "missing"});
  add({"b", "", "missing"});
  add({"c", "", "known"});
  add({"d", "", {}});
  sources.freeze();
  (void)add_owner({"known", "user"});
  sources.note_unknown_owners();
  EXPECT_EQ(noted(FindingKind::unknown_owner), 2U);
  EXPECT_EQ(sources.findings().of(FindingKind::unknown_owner, Relation::sources)->example,
            "owner \"missing\" of source \"a\"");
}

TEST_F(Sources, AreSplitInTheMiddleIntoTwoNonEmptyParts) {
  for (const char* const id : {"d", "a", "c", "b"}) add({id, "", {}});
  EXPECT_EQ(sources.middle(), "c") << "before freeze() too, for a reading may end early";
  sources.freeze();
  EXPECT_EQ(sources.middle(), "c");
}

TEST_F(Sources, WithOneIdCannotBeSplit) {
  EXPECT_EQ(sources.middle(), std::nullopt);
  for (const char* const slug : {"x", "y", "z"}) add({"a", slug, {}});
  EXPECT_EQ(sources.middle(), std::nullopt);
}

TEST_F(Sources, CountTheBytesOfTheirTexts) {
  const std::size_t empty = sources.bytes();
  add({"s", std::string(1'000'000, 'x'), {}});
  EXPECT_GE(sources.bytes(), empty + 1'000'000);
}

}  // namespace
}  // namespace sent::tests
