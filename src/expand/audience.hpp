// SPDX-License-Identifier: Apache-2.0

// Who receives events for each source of a chunk on one day: its collaborators and the members of its owner, merged
// once and kept as numbers.

#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "expand/memory_budget.hpp"
#include "expand/sources.hpp"
#include "expand/spans.hpp"

namespace sent::expand {

// Not thread-safe. The spans must outlive it. Throws ChunkTooLarge when its budget is exceeded.
class Audience {
 public:
  // `collaborators` by source and `members` by owner; flagged names receive nothing.
  Audience(const Spans& collaborators, const Spans& members, MemoryBudget& budget)
      : collaborators_(collaborators), members_(members), share_(budget) {}

  // Reserves the memory that merge() needs at most, for any instant from `first` to `last` and any of the sources for
  // which `has_data` holds; merge() then does not throw for them. REQUIRES: the spans are frozen.
  void reserve(const Sources& sources, Instant first, Instant last, const std::function<bool(SourceNo)>& has_data);

  // Merges the people of the sources for which `has_data` holds, as of an instant. REQUIRES: the spans are frozen, and
  // nothing is merged.
  void merge(const Sources& sources, Instant as_of, const std::function<bool(SourceNo)>& has_data);
  // Frees its memory, but not what is reserved.
  void clear();

  // REQUIRES: merged.
  [[nodiscard]] bool has_recipients(SourceNo source) const { return of(source).size > 0; }
  // These three REQUIRE: merged, and the source, or a source of the owner, had data.
  [[nodiscard]] std::size_t collaborators(SourceNo source) const { return of(source).people; }
  [[nodiscard]] std::size_t members(OwnerNo owner) const { return of_owner_[static_cast<std::size_t>(owner)]->people; }
  // Calls `take` with each recipient of the source, bytewise ascending.
  template <typename Take>
  void each_recipient(SourceNo source, Take&& take) const {
    for (const Number number : std::span(recipients_).subspan(of(source).begin, of(source).size)) take(name(number));
  }

 private:
  using Number = std::uint32_t;  // of an entry: collaborators come first, then members

  // Sources without collaborators share the list of their owner.
  struct List {
    std::size_t begin = 0;
    std::uint32_t size = 0;
    std::uint32_t people = 0;  // including flagged people
  };

  void add(const Sources& sources, SourceNo number, Instant as_of);
  [[nodiscard]] List list_of(OwnerNo owner, Instant as_of);
  void append_merged(std::span<const Number> own, const List& theirs);
  [[nodiscard]] const List& of(SourceNo source) const { return of_source_[static_cast<std::size_t>(source)]; }
  [[nodiscard]] std::string_view name(Number number) const {
    return number < collaborators_.size() ? collaborators_.at(number).name
                                          : members_.at(number - static_cast<Number>(collaborators_.size())).name;
  }
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] std::size_t held() const { return std::max(reserved_, bytes()); }

  const Spans& collaborators_;
  const Spans& members_;
  MemoryShare share_;
  std::size_t reserved_ = 0;
  std::vector<Number> recipients_;  // all lists, one after the other
  std::vector<List> of_source_;
  std::vector<std::optional<List>> of_owner_;
  std::vector<Number> own_;  // collaborators of the current source who are recipients
};

}  // namespace sent::expand
