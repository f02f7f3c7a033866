// SPDX-License-Identifier: Apache-2.0

#include "expand/destinations.hpp"

#include <algorithm>

namespace sent::expand {

void Destinations::read(read::UsageSnapshot& snapshot, const Sources& sources) {
  snapshot.destinations([&](const read::DestinationRow& row) {
    ++rows_.others;
    const auto source = source_of_row(
        {Relation::source_destinations, row.source_id, row.destination, row.span, FindingKind::empty_destination},
        sources, findings_);
    if (!source) return;
    ++rows_.used;
    (void)names_.intern(*row.destination, findings_);
    spans_.add_kept(static_cast<std::uint32_t>(*source), names_.last_raw(), row.span);
    share_.watch(row.destination->size(), [this] { return bytes(); });
  });
  spans_.freeze(sources.size());
  names_.rank();
  share_.hold(bytes());
}

void Destinations::fill(SourceNo number, Instant as_of, SourceUsage& into) {
  into.destinations = 0;
  into.destination_properties.clear();
  spans_.as_of(static_cast<std::uint32_t>(number), as_of, [&](std::string_view destination, bool) {
    ++into.destinations;
    const NameNo name = names_.intern(destination, findings_);
    if (name != PropertyNames::unnamed) into.destination_properties.push_back(names_.property(name));
  });
  auto& names = into.destination_properties;
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace sent::expand
