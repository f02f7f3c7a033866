#include "expand/destinations.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sent {

void Destinations::read(UsageSnapshot& snapshot, const Sources& sources) {
  snapshot.destinations([&](const DestinationRow& row) {
    ++rows_.others;
    if (row.source_id.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_source_id, [] { return std::string("a row of source_destinations"); });
    }
    if (row.destination.value_or("").empty()) {
      return findings_.dirty(FindingKind::empty_destination, [&] {
        return fmt::format("a row of source_destinations, source {}", *row.source_id);
      });
    }
    const auto source = sources.find(*row.source_id);
    if (!source) {
      return findings_.dirty(FindingKind::unknown_source, [&] {
        return fmt::format("{} in source_destinations", *row.source_id);
      });
    }
    ++rows_.used;
    (void)names_.intern(*row.destination, findings_);
    spans_.add_kept(static_cast<std::uint32_t>(*source), names_.last_raw(), row.span);
    share_.watch([this] { return bytes(); });
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

}  // namespace sent
