// SPDX-License-Identifier: Apache-2.0

// How destinations behind the receiver treat events that are old when they arrive. A backfill's warnings use this
// table, and a test compares it with docs/backfill.md. Values.
//
// Sources: /connections/destinations/catalog/ of https://github.com/segmentio/segment-docs for names in `integrations`
// and for rules about time; https://github.com/segmentio/action-destinations for the names of newer destinations; and
// each destination's own page, in `source`.

#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace sent::backfill {

// The age on arrival of the events that a rule applies to.
enum class AffectedAge {
  none,     // the rule needs no warning
  all,      // any age
  younger,  // than the limit
  older,    // than the limit
};

struct DestinationRule {
  std::string_view name;
  // Names in `integrations`, case-sensitive: of the classic destination and of newer ones; the rest are empty.
  std::array<std::string_view, 3> flags;
  AffectedAge affects;
  std::chrono::hours limit;  // for younger and older
  std::string_view effect;   // what happens to these events: "are not accepted"
  std::string_view remark;   // more for the documentation
  std::string_view source;   // URL
};

inline constexpr std::array<DestinationRule, 8> destination_rules{{
    {"Customer.io",
     {"Customer.io", "Customer.io (Actions)", "Actions Customerio"},
     AffectedAge::younger,
     std::chrono::hours{72},
     "can trigger campaigns",
     "older events cannot, but still count in segments",
     "https://docs.customer.io/journeys/importing-old-data"},
    {"Google Analytics 4",
     {"Google Analytics 4", "Google Analytics 4 Cloud", ""},
     AffectedAge::older,
     std::chrono::hours{72},
     "are not accepted",
     "",
     "https://segment.com/docs/connections/destinations/catalog/actions-google-analytics-4/"},
    {"Amplitude",
     {"Amplitude", "Actions Amplitude", "Amplitude (Actions)"},
     AffectedAge::all,
     std::chrono::hours{0},
     "can change the date on which a user counts as new, and can overwrite user properties",
     "a user counts as new on the day of their earliest event. Amplitude recognizes duplicates for 7 days, and only "
     "if the mapping sends messageId as insert_id. It cannot delete events, so it recommends a separate project",
     "https://amplitude.com/docs/data/data-backfill"},
    {"Universal Analytics",
     {"Google Analytics", "Google Universal Analytics", ""},
     AffectedAge::none,
     std::chrono::hours{0},
     "",
     "does not accept historical data; Google has shut it down",
     "https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#historical-import"},
    {"LinkedIn Conversions",
     {"LinkedIn Conversions API", "LinkedIn Conversions", ""},
     AffectedAge::older,
     std::chrono::hours{90 * 24},
     "are not accepted",
     "",
     "https://segment.com/docs/connections/destinations/catalog/actions-linkedin-conversions/"},
    {"Mixpanel",
     {"Mixpanel", "Mixpanel (Actions)", ""},
     AffectedAge::none,
     std::chrono::hours{0},
     "",
     "Segment uses /import, which accepts events since 1971-01-01; /track accepts 5 days. Mixpanel recognizes "
     "duplicates by event, time, user and messageId together",
     "https://docs.mixpanel.com/reference/import-events"},
    {"Klaviyo",
     {"Klaviyo", "Klaviyo (Actions)", ""},
     AffectedAge::none,
     std::chrono::hours{0},
     "",
     "accepts events from 2000 to one year in the future",
     "https://developers.klaviyo.com/en/docs/rate-limits-and-error-handling"},
    {"PostHog",
     {"PostHog", "", ""},
     AffectedAge::none,
     std::chrono::hours{0},
     "",
     "PostHog asks you to mark imports of events that are at least 48 h old as historical_migration, which "
     "`integrations` cannot do, and to contact PostHog before you import more than 20 million events",
     "https://posthog.com/docs/migrate"},
}};

}  // namespace sent::backfill
