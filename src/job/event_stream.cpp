// SPDX-License-Identifier: Apache-2.0

#include "job/event_stream.hpp"

#include <tuple>
#include <utility>

namespace sent::job {

void each_event(expand::ChunkUsage& usage, const day::DayFacts& day, const encode::EventRules& rules,
                SourceCheck& check, const std::optional<Position>& after, const EventFilter& filter, StageClock& times,
                const std::function<void(const StreamedEvent&)>& take) {
  encode::EventWriter writer(rules, day.day, day.timestamp);
  const auto is_behind = [&](std::string_view source, std::string_view user) {
    return after &&
           std::tuple(source, user) <= std::tuple(std::string_view(after->source_id), std::string_view(after->user_id));
  };
  const StageClock::Within expanding(times, Stage::expanding);
  usage.expand(day.ends_at, [&](const expand::SourceUsage& source) {
    if (after && source.source_id < after->source_id) return;
    if (!filter.admits_source(source.source_id)) return;
    const StageClock::Within encoding(times, Stage::encoding);
    writer.begin_source(source);
    std::optional<std::string> refusal;
    bool is_checked = false;  // once the source has an event to send
    for (const auto user : source.recipients) {
      if (!filter.admits_user(user)) continue;
      if (is_behind(source.source_id, user)) continue;
      if (!std::exchange(is_checked, true)) refusal = check.refusal(writer, source);
      const std::string_view json = writer.event_for(user);
      take({json,
            {source.source_id, user, writer.message_id()},
            refusal,
            source.slug,
            encode::EventWriter::group_of(source)});
    }
  });
}

}  // namespace sent::job
