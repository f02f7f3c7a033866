// SPDX-License-Identifier: Apache-2.0

#include "ledger/fingerprint.hpp"

#include <fmt/format.h>

#include <string_view>

#include "model/failure.hpp"

namespace sent::ledger {

namespace {

void add(std::string& all, std::string_view name, std::string_view recorded, std::string_view own) {
  if (recorded == own) return;
  all += fmt::format("{}{} is \"{}\" in the ledger and \"{}\" here", all.empty() ? "" : "; ", name, recorded, own);
}

}  // namespace

std::string differences(const Fingerprint& recorded, const Fingerprint& own) {
  std::string all;
  if (recorded.contract_database && own.contract_database)
    add(all, "the contract's database", *recorded.contract_database, *own.contract_database);
  add(all, "database.schema", recorded.contract_schema, own.contract_schema);
  add(all, "job.timezone", recorded.time_zone, own.time_zone);
  add(all, "the event", recorded.event_name, own.event_name);
  add(all, "the receiver", recorded.receiver, own.receiver);
  return all;
}

void require_same(const Fingerprint& recorded, const Fingerprint& own) {
  const std::string all = differences(recorded, own);
  if (all.empty()) return;
  throw Failure(
      ExitCode::usage, "opening the ledger: it belongs to another deployment: " + all,
      "if this deployment has changed, record that with `sent-source-data migrate --accept-change`; if it is a "
      "second one, give it a ledger of its own with ledger.schema");
}

}  // namespace sent::ledger
