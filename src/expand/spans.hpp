// SPDX-License-Identifier: Apache-2.0

// Who or what belongs to a source or an owner, and from when to when: collaborators, members,
// destinations. Answers "as of an instant".
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

// Usage: add() all, freeze(), then as_of(). Const after freeze().
class Spans {
 public:
  // `group`: the number of the source or owner.
  void add(std::uint32_t group, std::string_view name, read::Span span) { add_kept(group, texts_.keep(name), span); }
  // As add(), of a name that outlives this.
  void add_kept(std::uint32_t group, std::string_view name, read::Span span);
  void freeze(std::size_t groups);
  [[nodiscard]] std::size_t bytes() const;
  // After freeze(): every name, as often as it was added.
  template <typename Take>
  void each_name(Take&& take) const {
    for (const Entry& entry : entries_) take(entry.name);
  }
  // After freeze(): as_of() hands over `flagged` with the names for which `is_flagged` holds.
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
  // Of one group, by name bytewise; names may repeat.
  [[nodiscard]] std::span<const Entry> of(std::uint32_t group) const;

  // Calls `take` for each distinct name of `group` that holds at `instant`, bytewise ascending.
  template <typename Take>
  void as_of(std::uint32_t group, Instant instant, Take&& take) const {
    std::string_view taken;
    bool any = false;
    for (const Entry& entry : of(group)) {
      if (entry.since >= instant || entry.until < instant) continue;
      if (any && entry.name == taken) continue;
      take(entry.name, entry.flagged);
      taken = entry.name;
      any = true;
    }
  }

 private:
  void gather_groups();

  TextArena texts_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> begins_;  // by group, and one past the last
};

}  // namespace sent::expand
