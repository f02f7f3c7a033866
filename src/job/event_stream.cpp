// SPDX-License-Identifier: Apache-2.0

#include "job/event_stream.hpp"

#include <tuple>
#include <utility>

namespace sent::job {

namespace {

// One in so many sources is rendered to know how long events are.
constexpr std::size_t sample_step = 64;

bool is_behind(const std::optional<Position>& after, std::string_view source, std::string_view user) {
  return after &&
         std::tuple(source, user) <= std::tuple(std::string_view(after->source_id), std::string_view(after->user_id));
}

}  // namespace

EventStream::EventStream(encode::EventRules rules, EventFilter filter, SourceCheck& check, StageClock& times)
    : rules_(std::move(rules)), filter_(std::move(filter)), check_(check), times_(times) {}

void EventStream::each(expand::ChunkUsage& usage, const day::UnitDay& day,
                       const std::function<void(const StreamedEvent&)>& take) {
  encode::EventWriter writer(rules_, day.facts.day, day.facts.timestamp);
  const StageClock::Within expanding(times_, Stage::expanding);
  usage.expand([&](const expand::SourceUsage& source) {
    if (day.after && source.source_id < day.after->source_id) return;
    if (filter_.admits_source(source.source_id)) each_of(writer, source, day.after, take);
  });
}

void EventStream::each_of(encode::EventWriter& writer, const expand::SourceUsage& source,
                          const std::optional<Position>& after, const std::function<void(const StreamedEvent&)>& take) {
  const StageClock::Within encoding(times_, Stage::encoding);
  writer.begin_source(source);
  std::optional<std::string> refusal;
  bool is_checked = false;  // once the source has an event to send
  for (const auto user : source.recipients) {
    if (!filter_.admits_user(user) || is_behind(after, source.source_id, user)) continue;
    if (!std::exchange(is_checked, true)) refusal = check_.refusal(writer, source);
    const std::string_view json = writer.event_for(user);
    take({json,
          {source.source_id, user, writer.message_id()},
          refusal,
          source.slug,
          encode::EventWriter::group_of(source)});
  }
}

void EventStream::count(expand::ChunkUsage& usage, const day::DayFacts& day, survey::Survey& survey) {
  const StageClock::Within expanding(times_, Stage::expanding);
  usage.each_source([&](const expand::SourceUsage& source) {
    if (!filter_.admits_source(source.source_id)) return;
    const auto workspace = encode::EventWriter::group_of(source);
    for (const auto user : source.recipients) {
      if (filter_.admits_user(user)) survey.add({source.source_id, source.slug, workspace, user});
    }
  });
  survey.close_source();
  encode::EventWriter writer(rules_, day.day, day.timestamp);
  usage.sample(sample_step, [&](const expand::SourceUsage& source) {
    writer.begin_source(source);
    const std::size_t bytes = writer.event_for(source.recipients.front()).size() + 1;  // and the comma
    survey.add_sample(source.recipients.size(), source.recipients.size() * bytes);
  });
}

}  // namespace sent::job
