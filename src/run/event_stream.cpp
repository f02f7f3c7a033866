#include "run/event_stream.hpp"

#include <tuple>
#include <utility>
#include <vector>

namespace sent {

ChunkUsage open_unit(const Unit& unit, UsageSource& source, const Config& config) {
  std::vector<Day> targets;
  for (const UnitDay& day : unit.days) targets.push_back(day.facts.day);
  return {source.open(unit.range), std::move(targets),
          {{config.windows.monthly_days, config.windows.weekly_days},
           config.event.max_properties,
           config.event.extra_properties.size()}};
}

void each_event(ChunkUsage& usage, const DayFacts& day, const EventRules& rules,
                const std::optional<Position>& after, const EventFilter& filter,
                const std::function<void(const StreamedEvent&)>& take) {
  EventWriter writer(rules, day.day, day.timestamp);
  const auto is_behind = [&](std::string_view source, std::string_view user) {
    return after && std::tuple(source, user) <=
                        std::tuple(std::string_view(after->source_id), std::string_view(after->user_id));
  };
  usage.expand(day.ends_at, [&](const SourceUsage& source) {
    if (after && source.source_id < after->source_id) return;
    if (!filter.sources.empty() && !filter.sources.contains(source.source_id)) return;
    writer.begin_source(source);
    for (const auto user : source.recipients) {
      if (!filter.users.empty() && !filter.users.contains(user)) continue;
      if (is_behind(source.source_id, user)) continue;
      take({writer.event_for(user), source.source_id, user});
    }
  });
}

}  // namespace sent
