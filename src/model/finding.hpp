// SPDX-License-Identifier: Apache-2.0

// Problems in the input, counted by kind, with one example of each. No row is dropped silently.
//
// A finding is either a dirty row, which is not used, or a remark about rows that are used. Logs and reports use these
// names. Every row that was read is used, out of scope or dirty (see RowsRead).

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sent {

enum class FindingKind : std::size_t {
  empty_source_id,
  empty_owner_id,
  empty_user_id,
  empty_destination,
  unknown_source,
  unknown_owner,
  negative_calls,
  sum_overflow,
  duplicate_source,
  duplicate_owner,
  empty_slug,
  unknown_owner_kind,
  source_without_user,
  empty_property_name,
  names_meet,
  properties_folded,
  source_beyond_memory,
  unusable_id,
};

struct FindingMeaning {
  FindingKind kind;
  std::string_view name;
  std::string_view meaning;
};

inline constexpr std::size_t finding_kinds = 18;

inline constexpr std::array<FindingMeaning, finding_kinds> finding_meanings{{
    {FindingKind::empty_source_id, "empty_source_id", "a row whose source_id is NULL or empty"},
    {FindingKind::empty_owner_id, "empty_owner_id", "an owner_id that is empty, or NULL where an owner is needed"},
    {FindingKind::empty_user_id, "empty_user_id", "a row whose user_id is NULL or empty"},
    {FindingKind::empty_destination, "empty_destination", "a row whose destination is NULL or empty"},
    {FindingKind::unknown_source, "unknown_source", "a row for a source that is not in sources"},
    {FindingKind::unknown_owner, "unknown_owner", "an owner_id that is not in owners"},
    {FindingKind::negative_calls, "negative_calls", "a counter below zero"},
    {FindingKind::sum_overflow, "sum_overflow", "a counter that makes a sum exceed 64 bits"},
    {FindingKind::duplicate_source, "duplicate_source", "a second row for the same source"},
    {FindingKind::duplicate_owner, "duplicate_owner", "a second row for the same owner"},
    {FindingKind::empty_slug, "empty_slug", "a source without a slug, sent as an empty string"},
    {FindingKind::unknown_owner_kind, "unknown_owner_kind", "an owner whose kind is neither workspace nor user"},
    {FindingKind::source_without_user, "source_without_user", "a source with data but without a user to send it for"},
    {FindingKind::empty_property_name, "empty_property_name",
     "a method, library or destination whose name has no letters or digits"},
    {FindingKind::names_meet, "names_meet", "different names that become the same property"},
    {FindingKind::properties_folded, "properties_folded", "an event with more properties than event.max_properties"},
    {FindingKind::source_beyond_memory, "source_beyond_memory", "a source that needs more than job.memory by itself"},
    {FindingKind::unusable_id, "unusable_id",
     "the id of a source, an owner or a user that is not UTF-8 or is longer than 1000 bytes"},
}};

// Counts by kind. A value; not thread-safe: each reader has its own, and they are merged later.
class Findings {
 public:
  // Counts a row that is not used. `example` is called only for the first finding of a kind, to keep the hot path
  // cheap.
  template <typename Example>
  void dirty(FindingKind kind, Example&& example) {
    ++entries_[static_cast<std::size_t>(kind)].dirty_rows;
    note(kind, example);
  }

  // Counts a remark.
  template <typename Example>
  void note(FindingKind kind, Example&& example) {
    Entry& entry = entries_[static_cast<std::size_t>(kind)];
    if (entry.count++ == 0) entry.example = example();
  }

  void merge(const Findings& other) {
    for (std::size_t i = 0; i < finding_kinds; ++i) {
      if (entries_[i].count == 0) entries_[i].example = other.entries_[i].example;
      entries_[i].count += other.entries_[i].count;
      entries_[i].dirty_rows += other.entries_[i].dirty_rows;
    }
  }

  [[nodiscard]] std::uint64_t count(FindingKind kind) const { return at(kind).count; }
  [[nodiscard]] std::uint64_t dirty_rows(FindingKind kind) const { return at(kind).dirty_rows; }
  [[nodiscard]] std::uint64_t dirty_rows() const {
    std::uint64_t all = 0;
    for (const Entry& entry : entries_) all += entry.dirty_rows;
    return all;
  }
  [[nodiscard]] const std::string& example(FindingKind kind) const { return at(kind).example; }

 private:
  struct Entry {
    std::uint64_t count = 0;
    std::uint64_t dirty_rows = 0;
    std::string example;
  };
  [[nodiscard]] const Entry& at(FindingKind kind) const { return entries_[static_cast<std::size_t>(kind)]; }

  std::array<Entry, finding_kinds> entries_;
};

}  // namespace sent
