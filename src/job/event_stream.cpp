// SPDX-License-Identifier: Apache-2.0

#include "job/event_stream.hpp"

#include <utility>

namespace sent::job {

namespace {

// One in so many sources is rendered to know how long events are.
constexpr std::size_t sample_step = 64;

}  // namespace

EventStream::EventStream(encode::EventRules rules, EventFilter filter, SourceCheck& check, StageClock& times)
    : rules_(std::move(rules)), filter_(std::move(filter)), check_(check), times_(times) {}

void EventStream::adopt(Day day, const DayRules& rules) {
  encode::EventRules of_day = rules_;
  of_day.integrations = rules.integrations;
  of_day.library_version = rules.library_version;
  rules_of_day_.insert_or_assign(day, std::move(of_day));
}

encode::EventWriter EventStream::writer_of(const day::DayFacts& day) const {
  const auto adopted = rules_of_day_.find(day.day);
  return {adopted == rules_of_day_.end() ? rules_ : adopted->second, day.day, day.timestamp};
}

ChunkTally EventStream::tally(expand::ChunkUsage& usage, const day::UnitDay& day) const {
  const StageClock::Within expanding(times_, Stage::expanding);
  const std::string date = iso(day.facts.day);
  const bool has_settled = day.settled != SettledPart{};
  ChunkTally tally;
  usage.each_source([&](const expand::SourceUsage& source) {
    tally.events += source.recipients.size();
    if (!has_settled) return;
    for (const auto user : source.recipients) {
      if (!day.settled.contains(source.source_id, user)) continue;
      ++tally.settled_events;
      tally.settled_ids.add(to_string(encode::message_id(rules_.name_space, date, source.source_id, user)));
    }
  });
  return tally;
}

void EventStream::each(expand::ChunkUsage& usage, const day::UnitDay& day,
                       const std::function<void(const StreamedEvent&)>& take) {
  encode::EventWriter writer = writer_of(day.facts);
  const StageClock::Within expanding(times_, Stage::expanding);
  usage.expand([&](const expand::SourceUsage& source) {
    if (filter_.admits_source(source.source_id)) each_of(writer, source, day.settled, take);
  });
}

void EventStream::each_of(encode::EventWriter& writer, const expand::SourceUsage& source, const SettledPart& settled,
                          const std::function<void(const StreamedEvent&)>& take) {
  const StageClock::Within encoding(times_, Stage::encoding);
  writer.begin_source(source);
  std::optional<std::string> refusal;
  bool is_checked = false;  // once the source has an event to send
  for (const auto user : source.recipients) {
    if (!filter_.admits_user(user) || settled.contains(source.source_id, user)) continue;
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
  encode::EventWriter writer = writer_of(day);
  usage.sample(sample_step, [&](const expand::SourceUsage& source) {
    writer.begin_source(source);
    const std::size_t bytes = writer.event_for(source.recipients.front()).size() + 1;  // and the comma
    survey.add_sample(source.recipients.size(), source.recipients.size() * bytes);
  });
}

}  // namespace sent::job
