// SPDX-License-Identifier: Apache-2.0

// The counters of one relation, summed over the windows of one target day at a time.
//
// Rows are added segment by segment (day/segments.hpp), all of them before the target day moves on. Then the segments
// that enter or leave a window are replayed from a compact log, so that a backfill reads each row once.

#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <vector>

#include "day/segments.hpp"
#include "expand/memory_budget.hpp"
#include "expand/property_names.hpp"
#include "expand/row_order.hpp"
#include "expand/sources.hpp"

namespace sent::expand {

struct Sums {
  std::int64_t monthly = 0;
  std::int64_t weekly = 0;
  std::int64_t today = 0;

  Sums& operator+=(const Sums& more) {
    monthly += more.monthly;
    weekly += more.weekly;
    today += more.today;
    return *this;
  }
};

// Not thread-safe.
class CounterWindow {
 public:
  explicit CounterWindow(std::size_t sources);
  CounterWindow(const CounterWindow&) = delete;
  CounterWindow& operator=(const CounterWindow&) = delete;

  struct Segment {
    DayRange days;
    day::Membership part;      // the sums that its rows count towards
    bool is_replayed = false;  // replay() will be called for it
    bool marks = false;        // its rows mark their sources
  };
  // The rows that follow belong to `segment`.
  void begin_segment(const Segment& segment);
  // The counter of a source and name, created on first use.
  [[nodiscard]] CellNo cell_of(SourceNo source, NameNo name);
  [[nodiscard]] NameNo name_of(CellNo cell) const { return cells_[index(cell)].key.name; }
  // `calls` >= 0. Returns false and adds nothing if the sum of all rows of the source would exceed 64 bits.
  [[nodiscard]] bool add(CellNo number, std::int64_t calls);
  // The target day moved: the rows of `segment` count towards the sums of `after` instead of those of `before`.
  void replay(DayRange segment, day::Membership before, day::Membership after);
  // Frees the log of a segment that will not be replayed again.
  void forget(DayRange segment);

  [[nodiscard]] std::size_t bytes() const;

  // The sums over all names of a source.
  [[nodiscard]] Sums sums(SourceNo source) const;
  // Whether a segment that marks has calls of the source.
  [[nodiscard]] bool is_marked(SourceNo source) const { return !marked_.empty() && marked_[index(source)]; }

  // Calls `take(name, calls)` for each name with calls > 0 in the monthly window, in no order.
  template <typename Take>
  void each(SourceNo source, Take&& take) const {
    for (std::uint32_t i = first_cell_[index(source)]; i != none; i = cells_[i].next) {
      if (cells_[i].sums.monthly > 0) take(cells_[i].key.name, cells_[i].sums.monthly);
    }
  }

 private:
  struct Key {
    SourceNo source;
    NameNo name;
    bool operator==(const Key&) const = default;
  };
  struct Cell {
    Sums sums;
    Key key;
    std::uint32_t next;  // of the same source
  };
  // The cells are found by their own keys, so that an index entry is only a number.
  struct CellHash {
    using is_transparent = void;
    const std::vector<Cell>* cells;
    std::size_t operator()(const Key& key) const;
    std::size_t operator()(std::uint32_t cell) const { return (*this)((*cells)[cell].key); }
  };
  struct CellEqual {
    using is_transparent = void;
    const std::vector<Cell>* cells;
    bool operator()(const Key& key, std::uint32_t cell) const { return key == (*cells)[cell].key; }
    bool operator()(std::uint32_t cell, const Key& key) const { return key == (*cells)[cell].key; }
    bool operator()(std::uint32_t one, std::uint32_t other) const { return one == other; }
  };
  struct SegmentLog {
    bool is_in_sums = false;  // when its rows were added
    std::vector<CellNo> cells;
    std::vector<std::int64_t> calls;
    [[nodiscard]] std::size_t bytes() const { return bytes_of_vector(cells) + bytes_of_vector(calls); }
  };
  static constexpr std::uint32_t none = 0xffff'ffff;

  [[nodiscard]] bool fits(SourceNo source, std::int64_t calls);
  [[nodiscard]] std::vector<std::int64_t> totals() const;
  [[nodiscard]] static std::size_t index(auto number) { return static_cast<std::size_t>(number); }

  std::vector<std::uint32_t> first_cell_;  // by source
  std::vector<Cell> cells_;
  boost::unordered_flat_set<std::uint32_t, CellHash, CellEqual> cell_by_key_;
  std::map<Day, SegmentLog> logs_;    // by the first day of the segment
  std::int64_t everything_ = 0;       // sum of everything ever added; stays at the largest number
  std::vector<std::int64_t> totals_;  // of everything added, by source; only once `everything_` is beyond 64 bits
  std::vector<bool> marked_;          // by source; empty: none
  day::Membership part_;              // of the segment begun last
  bool marks_ = false;                // likewise
  SegmentLog* log_ = nullptr;         // of the segment begun last
  std::size_t log_bytes_ = 0;         // of the others
};

}  // namespace sent::expand
