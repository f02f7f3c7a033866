// SPDX-License-Identifier: Apache-2.0

// What belongs to a source or an owner, and when: collaborators, members, destinations. Answers questions as of an
// instant.
//
// The rule: a span counts if it begins before the instant and has not ended by it (`until` equal to the
// instant still counts). Several spans for one pair are allowed; the pair counts once.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "expand/text_arena.hpp"
#include "read/usage_source.hpp"

namespace sent::expand {

// Not thread-safe while it is filled: add() all, freeze(), then as_of(). After freeze(), several threads may read it.
class Spans {
 public:
  // `group`: the number of the source or owner.
  void add(std::uint32_t group, std::string_view name, read::Span span) { add_kept(group, texts_.keep(name), span); }
  // As add(), for a name that outlives this.
  void add_kept(std::uint32_t group, std::string_view name, read::Span span);
  void freeze(std::size_t groups);
  [[nodiscard]] std::size_t bytes() const;
  // After freeze(): every name, as often as it was added.
  template <typename Take>
  void each_name(Take&& take) const {
    for (const Entry& entry : entries_) take(entry.name);
  }
  // After freeze(): flags the names for which `is_flagged` holds.
  template <typename IsFlagged>
  void flag(IsFlagged&& is_flagged) {
    for (Entry& entry : entries_) entry.flagged = is_flagged(entry.name);
  }

  struct Entry {
    std::string_view name;
    Instant since;
    Instant until;
    std::uint32_t group;
    bool flagged;
  };
  // The entries of one group, by name bytewise; names may repeat.
  [[nodiscard]] std::span<const Entry> of(std::uint32_t group) const;

  // After freeze(): how many entries there are, and one of them by its number.
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const Entry& at(std::uint32_t number) const { return entries_[number]; }

  // After freeze(): how many entries of `group` count at any instant from `first` to `last`.
  [[nodiscard]] std::size_t count_within(std::uint32_t group, Instant first, Instant last) const;

  // Calls `take` with the number of an entry for each distinct name of `group` that counts at `instant`, bytewise
  // ascending.
  template <typename Take>
  void numbers_as_of(std::uint32_t group, Instant instant, Take&& take) const {
    const Entry* taken = nullptr;
    for (const Entry& entry : of(group)) {
      if (entry.since >= instant || entry.until < instant) continue;
      if (taken != nullptr && entry.name == taken->name) continue;
      take(static_cast<std::uint32_t>(&entry - entries_.data()));
      taken = &entry;
    }
  }
  // The same with names, and whether they are flagged.
  template <typename Take>
  void as_of(std::uint32_t group, Instant instant, Take&& take) const {
    numbers_as_of(group, instant, [&](std::uint32_t number) { take(at(number).name, at(number).flagged); });
  }

 private:
  void gather_groups();

  TextArena texts_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> begins_;  // by group, and one past the last
};

}  // namespace sent::expand
