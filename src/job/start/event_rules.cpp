// SPDX-License-Identifier: Apache-2.0

#include "job/start/event_rules.hpp"

#include <algorithm>

namespace sent::job::start {

encode::EventRules event_rules(const config::Config& config, const Uuid& of_ledger, bool is_backfill) {
  const auto has = [&](std::string_view name) {
    return std::ranges::find(config.event.extra_properties, name) != config.event.extra_properties.end();
  };
  const bool is_replaced = is_backfill && config.backfill.integrations;
  return {config.event.name_space.value_or(of_ledger), has("date"), has("ownerType"),
          is_replaced ? config.backfill.integrations : config.event.integrations, SENT_VERSION};
}

}  // namespace sent::job::start
