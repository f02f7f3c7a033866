// SPDX-License-Identifier: Apache-2.0

#include "job/day_begun.hpp"

#include <fmt/format.h>

#include <set>

#include "model/failure.hpp"

namespace sent::job {

namespace {

std::string_view beginner(const DayRules& rules) { return rules.is_backfill ? "backfill" : "run"; }

bool look_alike(const DayRules& one, const DayRules& other) {
  return one.integrations == other.integrations && one.library_version == other.library_version;
}

}  // namespace

void follow_rules(EventStream& stream, Day day, const std::optional<DayRules>& recorded, const DayRules& own,
                  log::Log& log) {
  if (!recorded) return stream.adopt(day, own);
  if (recorded->settings != own.settings) {
    throw Failure(
        ExitCode::usage,
        fmt::format("going on with {}: it was begun with \"{}\", and this run has \"{}\"", iso(day), recorded->settings,
                    own.settings),
        fmt::format("set them back until the day is complete, or send all of it again with `backfill --from {} "
                    "--to {} --resend`",
                    iso(day), iso(day)));
  }
  if (recorded->plan_digest != own.plan_digest) {
    log.warn(
        "the tracking plan has changed since the day was begun; the rest of the day is checked against the new one",
        {{"day", iso(day)}});
  }
  if (!look_alike(*recorded, own)) {
    log.info("going on with a day by the rules with which it was begun",
             {{"day", iso(day)},
              {"begun_by", beginner(*recorded)},
              {"library_version", recorded->library_version},
              {"integrations", recorded->integrations.value_or("none")}});
  }
  stream.adopt(day, *recorded);
}

void follow_rules_of(const std::vector<day::Unit>& units, EventStream& stream, const UnopenedDays& days,
                     log::Log& log) {
  std::set<Day> known;
  for (const day::Unit& unit : units) {
    for (const day::UnitDay& day : unit.days) {
      if (!known.insert(day.facts.day).second) continue;
      const bool is_begun = days.ledger != nullptr && !days.resend;
      const auto recorded = is_begun ? days.ledger->day_rules(day.facts.day) : std::nullopt;
      follow_rules(stream, day.facts.day, recorded, days.own, log);
    }
  }
}

}  // namespace sent::job
