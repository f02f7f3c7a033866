// Everything one chunk's events are made of, in memory: each row of the snapshot is read once, joined and
// summed here.
//
// Usage: make it, then for each target day, ascending: advance_to() and expand(). Not thread-safe; reads
// methods and libraries on two threads inside advance_to().

#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "expand/counter_window.hpp"
#include "expand/property_names.hpp"
#include "expand/source_usage.hpp"
#include "expand/sources.hpp"
#include "expand/spans.hpp"
#include "model/finding.hpp"
#include "plan/segments.hpp"
#include "read/usage_source.hpp"

namespace sent {

struct ExpansionRules {
  WindowLengths windows;
  std::size_t max_properties;
  std::size_t extra_properties;
};

// Rows of a reading. calls + library_calls + others = used + out_of_scope + the dirty rows of the findings.
struct RowsRead {
  std::uint64_t calls = 0;
  std::uint64_t library_calls = 0;
  std::uint64_t others = 0;
  std::uint64_t used = 0;
  std::uint64_t out_of_scope = 0;  // of owners that no source names, and of people whom none has

  RowsRead& operator+=(const RowsRead& more) {
    calls += more.calls;
    library_calls += more.library_calls;
    others += more.others;
    used += more.used;
    out_of_scope += more.out_of_scope;
    return *this;
  }
};

class ChunkUsage {
 public:
  // Reads everything but the counters. `targets` ascend. The snapshot is closed as soon as the last of them
  // is read, so that sending slowly does not hold a transaction open.
  ChunkUsage(std::unique_ptr<UsageSnapshot> snapshot, std::vector<Day> targets, ExpansionRules rules);

  // Reads the counters that `target`, the next of the targets, needs and no earlier one did.
  void advance_to(Day target);

  // Calls `take` for each source that had data on the day advanced to and has somebody to tell, in bytewise
  // order of ids. `as_of` is the day's end. The value is reused for the next source.
  void expand(Instant as_of, const std::function<void(const SourceUsage&)>& take);

  // All that was odd so far, in rows read and in sources expanded.
  [[nodiscard]] Findings findings() const;
  [[nodiscard]] RowsRead rows() const;

 private:
  // What one thread needs to read one relation of counters.
  struct Side {
    Side(Counters which, std::string_view prefix, std::size_t sources)
        : relation(which), names(prefix), window(sources) {}
    Counters relation;
    PropertyNames names;
    CounterWindow window;
    RowOrder order;
    Findings findings;
    std::uint64_t rows = 0;
    std::uint64_t used = 0;
  };

  void read_sources();
  void read_collaborators();
  void read_members();
  void read_suppressed();
  void read_destinations();
  void read_segments(Side& side, Day target);
  [[nodiscard]] std::optional<CellNo> cell_of(Side& side, const CounterRow& row);
  void read_segment(Side& side, DayRange segment, Membership part, bool keep_log);
  void move_windows(Side& side, Day from, Day to);
  void fill_owner(const Source& source, Instant as_of);
  void fill_people(SourceNo number, const Source& source, Instant as_of);
  void fill_counters(SourceNo number);
  void fill_destinations(SourceNo number, Instant as_of);

  std::unique_ptr<UsageSnapshot> snapshot_;
  std::vector<Day> targets_;
  ExpansionRules rules_;
  std::vector<DayRange> segments_;
  std::size_t next_segment_ = 0;
  std::optional<Day> current_;

  Sources sources_;
  Spans collaborators_;  // flagged: suppressed
  Spans members_;        // by owner; flagged: suppressed
  Spans destinations_;
  PropertyNames destination_names_{"destination"};
  std::unique_ptr<Side> methods_;
  std::unique_ptr<Side> libraries_;
  Findings findings_;
  RowsRead rows_;  // but those of the two sides

  SourceUsage usage_;
  std::vector<std::pair<std::uint32_t, NamedCalls>> by_order_;
};

}  // namespace sent
