// SPDX-License-Identifier: Apache-2.0

// What decides what a day's events look like, apart from the rows. A run that goes on with a day follows the rules with
// which the day was begun, so that an event has the same bytes in every run. A value.

#pragma once

#include <optional>
#include <string>

namespace sent {

struct DayRules {
  bool is_backfill = false;
  std::optional<std::string> integrations;  // a JSON object; absent: events have no `integrations`
  std::string library_version;
  std::string plan_digest;  // of the tracking plan that events are checked against
  std::string settings;     // further settings that decide the bytes, as text that is only compared and shown

  bool operator==(const DayRules&) const = default;
};

}  // namespace sent
