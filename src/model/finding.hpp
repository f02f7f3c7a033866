// SPDX-License-Identifier: Apache-2.0

// Problems in the input, counted by kind and relation, with one example of each. No row is dropped silently.
//
// A finding is either a dirty row, which is not used, or a remark about rows that are used. Logs and reports use these
// names. Every row that was read is used, out of scope or dirty (see RowsRead).

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "model/relation.hpp"

namespace sent {

enum class FindingKind : std::size_t {
  empty_source_id,
  empty_owner_id,
  empty_user_id,
  empty_destination,
  unknown_source,
  unknown_owner,
  empty_day,
  negative_calls,
  fractional_calls,
  nonfinite_calls,
  calls_beyond_64_bits,
  sum_overflow,
  reversed_span,
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
  id_spelt_otherwise,
  user_without_himself,
  no_standard_method,
  versioned_library,
  few_calls,
  window_before_first_counter,
  day_not_begun,
};

struct FindingMeaning {
  FindingKind kind;
  std::string_view name;
  std::string_view meaning;
};

inline constexpr std::size_t finding_kinds = 30;

inline constexpr std::array<FindingMeaning, finding_kinds> finding_meanings{{
    {FindingKind::empty_source_id, "empty_source_id", "a row whose source_id is NULL or empty"},
    {FindingKind::empty_owner_id, "empty_owner_id", "an owner_id that is empty, or NULL where an owner is needed"},
    {FindingKind::empty_user_id, "empty_user_id", "a row whose user_id is NULL or empty"},
    {FindingKind::empty_destination, "empty_destination", "a row whose destination is NULL or empty"},
    {FindingKind::unknown_source, "unknown_source", "a row for a source that is not in sources"},
    {FindingKind::unknown_owner, "unknown_owner", "an owner_id that is not in owners"},
    {FindingKind::empty_day, "empty_day", "a row whose day is NULL"},
    {FindingKind::negative_calls, "negative_calls", "a counter below zero"},
    {FindingKind::fractional_calls, "fractional_calls", "a counter with a fraction"},
    {FindingKind::nonfinite_calls, "nonfinite_calls", "a counter that is NaN or infinite"},
    {FindingKind::calls_beyond_64_bits, "calls_beyond_64_bits", "a counter that exceeds 64 bits"},
    {FindingKind::sum_overflow, "sum_overflow", "a counter that makes a sum exceed 64 bits"},
    {FindingKind::reversed_span, "reversed_span", "a span that ends before it begins"},
    {FindingKind::duplicate_source, "duplicate_source", "a second row for the same source"},
    {FindingKind::duplicate_owner, "duplicate_owner", "a second row for the same owner"},
    {FindingKind::empty_slug, "empty_slug", "a source without a slug, sent as an empty string"},
    {FindingKind::unknown_owner_kind, "unknown_owner_kind", "an owner whose kind is neither workspace nor user"},
    {FindingKind::source_without_user, "source_without_user",
     "a source with data but without a user, in owner_members or source_collaborators, to send it for"},
    {FindingKind::empty_property_name, "empty_property_name",
     "a method, library or destination whose name has no letters or digits"},
    {FindingKind::names_meet, "names_meet", "different names that become the same property"},
    {FindingKind::properties_folded, "properties_folded", "an event with more properties than event.max_properties"},
    {FindingKind::source_beyond_memory, "source_beyond_memory", "a source that needs more than job.memory by itself"},
    {FindingKind::unusable_id, "unusable_id",
     "the id of a source, an owner or a user that is not UTF-8 or is longer than 1000 bytes"},
    {FindingKind::id_spelt_otherwise, "id_spelt_otherwise",
     "an unknown id that differs from a known one only in case or in blanks around it"},
    {FindingKind::user_without_himself, "user_without_himself",
     "an owner of kind user who is not his own member, so that he gets no event"},
    {FindingKind::no_standard_method, "no_standard_method", "none of the methods is one of the six standard ones"},
    {FindingKind::versioned_library, "versioned_library", "a library whose name ends in a version"},
    {FindingKind::few_calls, "few_calls", "a day with much less data than the days before it"},
    {FindingKind::window_before_first_counter, "window_before_first_counter",
     "days of the monthly window that are before the first counter"},
    {FindingKind::day_not_begun, "day_not_begun", "counters of a day that has not begun in job.timezone"},
}};

static_assert([] {
  for (std::size_t i = 0; i < finding_kinds; ++i) {
    if (static_cast<std::size_t>(finding_meanings[i].kind) != i) return false;
  }
  return true;
}());

[[nodiscard]] constexpr const FindingMeaning& meaning_of(FindingKind kind) {
  return finding_meanings[static_cast<std::size_t>(kind)];
}

// Counts by kind and relation. A value; not thread-safe: each reader has its own, and they are merged later.
class Findings {
 public:
  struct Entry {
    std::uint64_t count = 0;
    std::uint64_t dirty_rows = 0;
    std::string example;  // names the row
  };

  // Counts a row that is not used. `example` is called only for the first finding of a kind in a relation, to keep the
  // hot path cheap.
  template <typename Example>
  void dirty(FindingKind kind, Relation relation, Example&& example) {
    ++note(kind, relation, example).dirty_rows;
  }

  // Counts a remark.
  template <typename Example>
  Entry& note(FindingKind kind, Relation relation, Example&& example) {
    Entry& entry = entries_[{kind, relation}];
    if (entry.count++ == 0) entry.example = example();
    return entry;
  }

  void merge(const Findings& other) {
    for (const auto& [key, more] : other.entries_) {
      Entry& entry = entries_[key];
      if (entry.count == 0) entry.example = more.example;
      entry.count += more.count;
      entry.dirty_rows += more.dirty_rows;
    }
  }

  // Calls `take(kind, relation, entry)` for each that was found, by kind, then relation.
  template <typename Take>
  void each(Take&& take) const {
    for (const auto& [key, entry] : entries_) take(key.first, key.second, entry);
  }

  // These are over all relations.
  [[nodiscard]] std::uint64_t count(FindingKind kind) const { return sum(kind, &Entry::count); }
  [[nodiscard]] std::uint64_t dirty_rows(FindingKind kind) const { return sum(kind, &Entry::dirty_rows); }
  [[nodiscard]] std::uint64_t dirty_rows() const {
    std::uint64_t all = 0;
    for (const auto& [key, entry] : entries_) all += entry.dirty_rows;
    return all;
  }
  // Absent: not found.
  [[nodiscard]] std::optional<Entry> of(FindingKind kind, Relation relation) const {
    const auto found = entries_.find({kind, relation});
    return found == entries_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  [[nodiscard]] std::uint64_t sum(FindingKind kind, std::uint64_t Entry::*number) const {
    std::uint64_t all = 0;
    for (const auto& [key, entry] : entries_) all += key.first == kind ? entry.*number : 0;
    return all;
  }

  std::map<std::pair<FindingKind, Relation>, Entry> entries_;
};

}  // namespace sent
