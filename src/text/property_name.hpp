// SPDX-License-Identifier: Apache-2.0

// From a raw name (of a method, library or destination) to the part of a property's name.
//
// The rule: drop every `.`; every other run of ASCII characters that are not letters or digits is a word
// boundary; capitalise the first letter of each word; keep the rest, non-ASCII included, as it is.
// `analytics.js` → `Analyticsjs`, `google-analytics` → `GoogleAnalytics`, `ios` → `Ios`. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::text {

// Empty if `raw` has no character to keep; such a name makes no property.
[[nodiscard]] std::string property_name(std::string_view raw);

}  // namespace sent::text
