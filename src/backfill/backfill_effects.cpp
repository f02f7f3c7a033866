// SPDX-License-Identifier: Apache-2.0

#include "backfill/backfill_effects.hpp"

#include <fmt/format.h>

#include "job/asked.hpp"
#include "job/start/event_rules.hpp"

namespace sent::backfill {

namespace {

std::vector<day::DayFacts> days_to_send(const job::Agenda& agenda, bool resend, ledger::Ledger* ledger) {
  if (resend || ledger == nullptr) return agenda.days;
  const auto complete = ledger->complete_days(agenda.asked);
  std::vector<day::DayFacts> open;
  for (const day::DayFacts& day : agenda.days) {
    if (!complete.contains(day.day)) open.push_back(day);
  }
  return open;
}

std::string joined(std::span<const DestinationEffect> effects) {
  std::string text;
  for (const DestinationEffect& effect : effects) text += (text.empty() ? "" : "; ") + describe(effect);
  return text;
}

std::string way_out(std::span<const DestinationEffect> effects, const config::Config& config) {
  // router.go of its ingest hands them on without a look.
  if (config.sink.preset == config::Preset::jitsu)
    return "pause their connections: Jitsu's ingest does not look at integrations";
  const bool is_set = !config.backfill.integrations.empty();
  return fmt::format("{} backfill.integrations {} {}", is_set ? "add to" : "set",
                     is_set ? "what is meant, such as" : "to what is meant, such as", exclusion_of(effects));
}

void warn(log::Log& log, std::span<const DestinationEffect> effects, std::string_view hint) {
  if (effects.empty()) return;
  log.warn("this backfill has effects on destinations that backfill.integrations does not deal with",
           {{"effects", joined(effects)}, {"hint", hint}});
}

}  // namespace

std::vector<DestinationEffect> effects_of(const cli::Command& command, const config::Config& config,
                                          const job::Agenda& agenda, ledger::Ledger* ledger, Instant now) {
  if (!std::holds_alternative<cli::BackfillCommand>(command) || config.sink.preset == config::Preset::file) return {};
  const std::string integrations = job::start::event_rules(config, Uuid{}, true).integrations;
  return effects_on_destinations(integrations, days_to_send(agenda, job::is_resend(command), ledger), now);
}

void warn_before(log::Log& log, std::span<const DestinationEffect> effects, const config::Config& config) {
  warn(log, effects,
       fmt::format("unless the source has none of them, stop this and {}; docs/backfill.md", way_out(effects, config)));
}

void warn_after(log::Log& log, std::span<const DestinationEffect> effects) {
  warn(log, effects, "if the source has one of them, docs/backfill.md says what that means");
}

}  // namespace sent::backfill
