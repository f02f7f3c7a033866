// The destinations of a chunk's sources, and when they were enabled.

#pragma once

#include "expand/property_names.hpp"
#include "expand/rows_read.hpp"
#include "expand/source_usage.hpp"
#include "expand/sources.hpp"
#include "expand/spans.hpp"
#include "model/finding.hpp"
#include "read/usage_source.hpp"

namespace sent {

// Usage: read() once, then fill(). Not thread-safe.
class Destinations {
 public:
  void read(UsageSnapshot& snapshot, const Sources& sources);

  // Sets the destinations of `into` as of an instant.
  void fill(SourceNo number, Instant as_of, SourceUsage& into);

  [[nodiscard]] const Findings& findings() const { return findings_; }
  [[nodiscard]] const RowsRead& rows() const { return rows_; }

 private:
  Spans spans_;  // by source
  PropertyNames names_{"destination"};
  Findings findings_;
  RowsRead rows_;
};

}  // namespace sent
