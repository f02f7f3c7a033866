// SPDX-License-Identifier: Apache-2.0

// What the product of sql/examples/saas.sql must send, worked out from its own tables. Reads no view, and shares
// neither SQL nor code with the example, the program or naive_events: a wrong view gives other events.

#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "support/database/test_database.hpp"

namespace sent::tests {

// (project, user) → {"properties": …, "groupId": …}, the latter null for a personal workspace or none.
using SaasEvents = std::map<std::pair<std::string, std::string>, nlohmann::json>;

// For a day in New York, of the first quarter of 2026.
[[nodiscard]] SaasEvents saas_events(TestDatabase& database, const std::string& day);

}  // namespace sent::tests
