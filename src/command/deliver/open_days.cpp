// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/open_days.hpp"

#include <algorithm>
#include <utility>

#include "job/day_begun.hpp"

namespace sent::command::deliver {

OpenDays::OpenDays(ledger::Ledger& ledger, job::EventStream& stream, job::ChunkBounds bounds, DayBeginning beginning,
                   log::Log& log)
    : ledger_(ledger), stream_(stream), bounds_(std::move(bounds)), beginning_(std::move(beginning)), log_(log) {}

std::vector<day::DayFacts> OpenDays::open(const std::vector<day::DayFacts>& days) {
  if (beginning_.resend) {
    begin(days);
    return without_complete(days);
  }
  auto open = without_complete(days);
  begin(open);
  return open;
}

std::vector<day::DayFacts> OpenDays::without_complete(const std::vector<day::DayFacts>& days) {
  const auto complete = job::complete_among(days, &ledger_, beginning_.resend);
  std::vector<day::DayFacts> others;
  for (const day::DayFacts& day : days) {
    if (complete.contains(day.day)) {
      job::log_already_complete(log_, day.day);
    } else {
      others.push_back(day);
    }
  }
  return others;
}

std::optional<Day> OpenDays::first_incomplete(const std::vector<day::DayFacts>& days) {
  const auto complete = job::complete_among(days, &ledger_, beginning_.resend);
  const auto lost = std::ranges::find_if(days, [&](const day::DayFacts& day) { return !complete.contains(day.day); });
  return lost == days.end() ? std::nullopt : std::optional(lost->day);
}

void OpenDays::begin(const std::vector<day::DayFacts>& days) {
  if (days.empty()) return;
  const auto cuts = bounds_(days.size());
  for (const day::DayFacts& day : days) begin(day.day, cuts);
}

void OpenDays::begin(Day day, const std::vector<std::string>& cuts) {
  const auto followed = followed_.find(day);
  ledger_.open_day(day, cuts, followed == followed_.end() ? beginning_.rules : followed->second);
  if (beginning_.resend) ledger_.reopen_day(day, *beginning_.resend, beginning_.rules);
  follow(day, ledger_.day_rules(day));
}

void OpenDays::follow(Day day, const std::optional<DayRules>& rules) {
  const DayRules& now = rules ? *rules : beginning_.rules;
  const auto followed = followed_.find(day);
  if (followed != followed_.end() && followed->second == now) return;
  job::follow_rules(stream_, day, rules, beginning_.rules, log_);
  followed_[day] = now;
}

std::vector<ledger::ChunkState> OpenDays::chunks(Day day) {
  auto chunks = ledger_.chunks(day);
  if (!chunks.empty()) return chunks;
  log_.warn("the ledger has lost a day that this run had begun; sending it from its beginning, with the same ids",
            {{"day", iso(day)}});
  begin(day, bounds_(1));
  return ledger_.chunks(day);
}

}  // namespace sent::command::deliver
