// SPDX-License-Identifier: Apache-2.0

// What destinations behind the receiver make of events that are old when they arrive: the one declaration, which the
// warnings of a backfill and the table of docs/backfill.md come from.
//
// Sources: /connections/destinations/catalog/ of https://github.com/segmentio/segment-docs for the names that
// `integrations` takes and for what is said of time; https://github.com/segmentio/action-destinations for the names of
// the newer kind; for each destination, its own page, by `source`.

#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace sent::backfill {

// Which events the rule is about, by their age when they arrive.
enum class AffectedAge {
  none,     // nobody needs to be warned
  all,      // whatever their age
  younger,  // than the limit
  older,    // than the limit
};

struct DestinationRule {
  std::string_view name;
  // Names in `integrations`, case-sensitive: the classic one and that of the newer kind; empty: no other.
  std::array<std::string_view, 3> flags;
  AffectedAge affects;
  std::chrono::hours limit;  // of younger and older
  std::string_view effect;   // on those events
  std::string_view remark;   // more, for the documentation
  std::string_view source;   // URL
};

inline constexpr std::array<DestinationRule, 8> destination_rules{{
    {"Customer.io",
     {"Customer.io", "Customer.io (Actions)", "Actions Customerio"},
     AffectedAge::younger,
     std::chrono::hours{72},
     "can trigger campaigns",
     "older ones cannot, and still count in segments",
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
     "move the date on which a user is new to their earliest event, and may overwrite user properties",
     "deduplicates by messageId only where the mapping gives it as insert_id, for 7 days; what it has cannot be "
     "deleted, so a project of its own is advised",
     "https://amplitude.com/docs/data/data-backfill"},
    {"Universal Analytics",
     {"Google Analytics", "Google Universal Analytics", ""},
     AffectedAge::none,
     std::chrono::hours{0},
     "",
     "takes no historical data; Google has ended it",
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
     "Segment sends by /import, which takes anything since 1971-01-01; /track takes 5 days. What is sent again is "
     "known by event, time, user and messageId together",
     "https://docs.mixpanel.com/reference/import-events"},
    {"Klaviyo",
     {"Klaviyo", "Klaviyo (Actions)", ""},
     AffectedAge::none,
     std::chrono::hours{0},
     "",
     "takes events from 2000 on and up to a year ahead",
     "https://developers.klaviyo.com/en/docs/rate-limits-and-error-handling"},
    {"PostHog",
     {"PostHog", "", ""},
     AffectedAge::none,
     std::chrono::hours{0},
     "",
     "wants imports of events that are 48 h old marked as historical_migration, which `integrations` cannot; of more "
     "than 20 million it asks to be told before",
     "https://posthog.com/docs/migrate"},
}};

}  // namespace sent::backfill
