// SPDX-License-Identifier: Apache-2.0

// The events of one chunk and day, one after the other, as they are sent: by source, then user, both
// bytewise.

#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "day/units.hpp"
#include "encode/batch.hpp"
#include "encode/event_writer.hpp"
#include "expand/chunk_usage.hpp"
#include "job/source_check.hpp"
#include "job/stage_clock.hpp"

namespace sent::job {

// --source and --user; empty sets admit all.
struct EventFilter {
  std::set<std::string, std::less<>> sources;
  std::set<std::string, std::less<>> users;

  [[nodiscard]] bool admits_all() const { return sources.empty() && users.empty(); }
  [[nodiscard]] bool admits_source(std::string_view id) const { return sources.empty() || sources.contains(id); }
  [[nodiscard]] bool admits_user(std::string_view id) const { return users.empty() || users.contains(id); }
};

// Views are valid during the call that hands them over.
struct StreamedEvent {
  std::string_view json;
  encode::EventIds ids;
  std::optional<std::string_view> refusal = {};  // why it must not be sent
  std::string_view slug = {};
  std::optional<std::string_view> workspace = {};  // that owns the source
};

// Expands the day that `usage` was advanced to, and hands over what `filter` admits and comes after
// `after`, each source checked by `check`. Pure but for what `take` does, and for the time that is booked.
void each_event(expand::ChunkUsage& usage, const day::DayFacts& day, const encode::EventRules& rules,
                SourceCheck& check, const std::optional<Position>& after, const EventFilter& filter, StageClock& times,
                const std::function<void(const StreamedEvent&)>& take);

}  // namespace sent::job
