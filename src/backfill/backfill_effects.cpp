// SPDX-License-Identifier: Apache-2.0

#include "backfill/backfill_effects.hpp"

#include <fmt/format.h>

#include "job/start/event_rules.hpp"
#include "job/units_to_send.hpp"

namespace sent::backfill {

namespace {

std::string joined(std::span<const DestinationEffect> effects) {
  std::string text;
  for (const DestinationEffect& effect : effects) text += (text.empty() ? "" : "; ") + describe(effect);
  return text;
}

std::string way_out(std::span<const DestinationEffect> effects, const config::Config& config) {
  // router.go of Jitsu's ingest passes `integrations` on without reading it.
  if (config.sink.preset == config::Preset::jitsu) return "pause their connections, because Jitsu ignores integrations";
  const bool is_set = config.backfill.integrations.has_value();
  return fmt::format(
      "{} {}", is_set ? "add them to backfill.integrations, for example" : "set backfill.integrations, for example to",
      exclusion_of(effects));
}

void warn(log::Log& log, std::span<const DestinationEffect> effects, std::string_view hint) {
  if (effects.empty()) return;
  log.warn("this backfill affects destinations that backfill.integrations does not mention",
           {{"effects", joined(effects)}, {"hint", hint}});
}

}  // namespace

std::vector<day::DayFacts> days_to_send(const job::Agenda& agenda, bool resend, ledger::Ledger* ledger) {
  if (resend) return agenda.days;
  const auto complete = job::complete_among(agenda.days, ledger);
  std::vector<day::DayFacts> open;
  for (const day::DayFacts& day : agenda.days) {
    if (!complete.contains(day.day)) open.push_back(day);
  }
  return open;
}

std::vector<DestinationEffect> effects_of(const config::Config& config, const std::vector<day::DayFacts>& days,
                                          Instant now) {
  if (config.sink.preset == config::Preset::file) return {};
  return effects_on_destinations(job::start::event_rules(config, Uuid{}, true).integrations, days, now);
}

void warn_before(log::Log& log, std::span<const DestinationEffect> effects, const config::Config& config) {
  warn(log, effects,
       fmt::format("if this source feeds any of them, stop and {}; see docs/backfill.md", way_out(effects, config)));
}

void warn_after(log::Log& log, std::span<const DestinationEffect> effects) {
  warn(log, effects, "if this source feeds any of them, see docs/backfill.md for what happens to these events");
}

}  // namespace sent::backfill
