// SPDX-License-Identifier: Apache-2.0

// What tells one deployment from another. A ledger belongs to one: with two, each would take days for delivered that
// the other delivered.

#pragma once

#include <optional>
#include <string>

namespace sent::ledger {

// A value.
struct Fingerprint {
  std::optional<std::string> contract_database;  // absent: the run does not read it
  std::string contract_schema;
  std::string time_zone;
  std::string event_name;
  std::string receiver;  // preset, host and path

  bool operator==(const Fingerprint&) const = default;
};

// What differs, for a message: "job.timezone is "UTC" in the ledger and "Asia/Tokyo" here"; empty if nothing does.
// Pure.
[[nodiscard]] std::string differences(const Fingerprint& recorded, const Fingerprint& own);

// Throws Failure(usage) if something differs: the ledger belongs to another deployment.
void require_same(const Fingerprint& recorded, const Fingerprint& own);

}  // namespace sent::ledger
