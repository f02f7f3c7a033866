// SPDX-License-Identifier: Apache-2.0

// One relation of counters, read and added up: by source and property, over the windows of one target day at a time.
//
// Everything is read at once, so that the later target days need no database.

#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "day/segments.hpp"
#include "expand/counter_window.hpp"
#include "expand/memory_budget.hpp"
#include "expand/property_names.hpp"
#include "expand/row_order.hpp"
#include "expand/source_usage.hpp"
#include "expand/sources.hpp"
#include "model/finding.hpp"
#include "read/usage_source.hpp"

namespace sent::expand {

// Not thread-safe; two of them may read at the same time. `sources` must outlive it. Throws ChunkTooLarge when its
// budget is exceeded.
class Tally {
 public:
  // `prefix` of the properties.
  Tally(read::Counters relation, std::string_view prefix, const Sources& sources, const day::Targets& targets,
        MemoryBudget& budget);

  // Gives `name` a number of its own, in the order of calls from 1 on. REQUIRES: nothing read yet.
  void reserve(std::string_view name) { names_.reserve(name); }

  // Reads what all targets need, and adds it up for the first one. Once.
  void read(read::UsageSnapshot& snapshot);
  // Adds it up for `target`, a later target than the one before. REQUIRES: read().
  void move_to(Day target);

  // The sums of a source over all names.
  [[nodiscard]] Sums sums(SourceNo source) const { return window_.sums(source); }
  // Whether the source has calls on any of the target days. REQUIRES: several targets.
  [[nodiscard]] bool has_calls_on_a_target(SourceNo source) const { return window_.is_marked(source); }
  // The calls of a source in the monthly window by property, sorted, for each name for which `keep(name, calls)` holds.
  template <typename Keep>
  void fill(SourceNo source, Keep&& keep, std::vector<NamedCalls>& into);

  [[nodiscard]] const Findings& findings() const { return findings_; }
  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  [[nodiscard]] std::uint64_t used() const { return used_; }

 private:
  [[nodiscard]] std::size_t bytes() const { return names_.bytes() + window_.bytes() + order_.bytes(); }
  [[nodiscard]] CounterWindow::Segment segment_of(DayRange days) const;
  void add(const read::CounterRow& row, DayRange segment);
  template <typename Example>
  void dirty(FindingKind kind, Example&& example) {
    findings_.dirty(kind, read::relation_of(relation_), example);
  }
  void note_names();
  [[nodiscard]] std::optional<CellNo> cell_of(std::string_view source_id, std::string_view name);

  MemoryShare share_;
  read::Counters relation_;
  const Sources& sources_;
  day::Targets targets_;
  std::vector<DayRange> segments_;
  Day current_;  // the target that the sums are of

  PropertyNames names_;
  CounterWindow window_;
  RowOrder order_;
  Findings findings_;
  std::uint64_t rows_ = 0;
  std::uint64_t used_ = 0;
  std::vector<std::pair<std::uint32_t, NamedCalls>> by_order_;
};

template <typename Keep>
void Tally::fill(SourceNo source, Keep&& keep, std::vector<NamedCalls>& into) {
  by_order_.clear();
  window_.each(source, [&](NameNo name, std::int64_t calls) {
    if (name != PropertyNames::unnamed && keep(name, calls)) {
      by_order_.push_back({names_.order(name), {names_.property(name), calls}});
    }
  });
  std::ranges::sort(by_order_, {}, [](const auto& entry) { return entry.first; });
  into.clear();
  for (const auto& entry : by_order_) into.push_back(entry.second);
}

}  // namespace sent::expand
