// SPDX-License-Identifier: Apache-2.0

#include "backfill/destination_effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sent::backfill {

namespace {

using Json = nlohmann::ordered_json;

bool is_affected(const DestinationRule& rule, const day::DayFacts& day, Instant now) {
  const auto age = now - day.timestamp;
  switch (rule.affects) {
    case AffectedAge::none: return false;
    case AffectedAge::all: return true;
    case AffectedAge::younger: return age < rule.limit;
    case AffectedAge::older: return age > rule.limit;
  }
  return false;
}

bool excludes_all_others(const Json& integrations) {
  const auto all = integrations.find("All");
  return all != integrations.end() && all->is_boolean() && !all->get<bool>();
}

bool mentions(const Json& integrations, const DestinationRule& rule) {
  return excludes_all_others(integrations) || std::ranges::any_of(rule.flags, [&](std::string_view flag) {
           return !flag.empty() && integrations.contains(flag);
         });
}

std::string age_text(const DestinationRule& rule) {
  if (rule.affects == AffectedAge::all) return "";
  const auto hours = rule.limit.count();
  const std::string limit = hours > 72 ? fmt::format("{} days", hours / 24) : fmt::format("{} h", hours);
  return fmt::format("are {} than {} and ", rule.affects == AffectedAge::younger ? "younger" : "older", limit);
}

}  // namespace

std::vector<DestinationEffect> effects_on_destinations(const std::optional<std::string>& integrations,
                                                       std::span<const day::DayFacts> days, Instant now) {
  const Json flags = integrations ? Json::parse(*integrations) : Json::object();
  std::vector<DestinationEffect> effects;
  for (const DestinationRule& rule : destination_rules) {
    if (mentions(flags, rule)) continue;
    const auto affected = [&](const day::DayFacts& day) { return is_affected(rule, day, now); };
    const auto first = std::ranges::find_if(days, affected);
    if (first == days.end()) continue;
    DestinationEffect effect{&rule, 0, first->day, first->day};
    for (const day::DayFacts& day : days) {
      if (!affected(day)) continue;
      ++effect.days;
      effect.last = day.day;
    }
    effects.push_back(effect);
  }
  return effects;
}

std::string describe(const DestinationEffect& effect) {
  const std::string days = effect.days == 1
                               ? "of " + iso(effect.first)
                               : fmt::format("of {} days, {} to {},", effect.days, iso(effect.first), iso(effect.last));
  return fmt::format("{}: events {} {}{}", effect.rule->name, days, age_text(*effect.rule), effect.rule->effect);
}

std::string exclusion_of(std::span<const DestinationEffect> effects) {
  Json flags = Json::object();
  for (const DestinationEffect& effect : effects) flags[std::string(effect.rule->flags.front())] = false;
  return flags.dump();
}

}  // namespace sent::backfill
