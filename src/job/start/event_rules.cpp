// SPDX-License-Identifier: Apache-2.0

#include "job/start/event_rules.hpp"

#include <algorithm>

namespace sent::job::start {

encode::EventRules event_rules(const config::Config& config, const Uuid& of_ledger, bool is_backfill) {
  const auto has = [&](std::string_view name) {
    return std::ranges::find(config.event.extra_properties, name) != config.event.extra_properties.end();
  };
  const std::string& own = config.event.namespace_uuid;
  const bool replaced = is_backfill && !config.backfill.integrations.empty();
  return {own.empty() ? of_ledger : parse_uuid(own).value(), has("date"), has("ownerType"),
          replaced ? config.backfill.integrations : config.event.integrations, SENT_VERSION};
}

}  // namespace sent::job::start
