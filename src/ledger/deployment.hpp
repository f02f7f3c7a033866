// SPDX-License-Identifier: Apache-2.0

// The ledger's schema: its version, how it is created and upgraded. Thread-safe, except that a session is not.

#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "ledger/fingerprint.hpp"
#include "ledger/privileges.hpp"
#include "model/day.hpp"
#include "model/uuid.hpp"
#include "postgres/session.hpp"

namespace sent::ledger {

struct Deployment {
  int version;
  Uuid name_space;
};

// The version that this program reads and writes: the number of its migrations.
[[nodiscard]] int ledger_version();

// ledger.url, or else database.url.
[[nodiscard]] std::string ledger_url(const config::Config& config);

// A session on the ledger's database for `use`, which connects when it is first used. Once `stop` is requested, each
// call on it, under way or begun later, ends: so request it when a run that stops has had time to record how far it
// got.
[[nodiscard]] postgres::Session ledger_session(const config::Config& config, LedgerUse use, std::stop_token stop = {});

// Nothing if the database has no ledger. Throws Failure(usage) with the missing grants if the role lacks privileges for
// `use`.
[[nodiscard]] std::optional<Deployment> find_deployment(postgres::Session& session, const std::string& schema,
                                                        LedgerUse use,
                                                        const retry::Patience& patience = retry::no_patience);
// Throws Failure(usage) unless the ledger is there and has this program's version.
void check_version(const std::optional<Deployment>& deployment);

// The first day of this deployment; nothing before it has begun one. REQUIRES: a ledger of this program's version.
[[nodiscard]] std::optional<Day> find_first_day(postgres::Session& session, const retry::Patience& patience);

// Returns only the namespace; nothing if there is no ledger yet.
[[nodiscard]] std::optional<Uuid> find_name_space(const config::Config& config);

// The deployment that the ledger belongs to; nothing before its first run. REQUIRES: a ledger of this program's
// version.
[[nodiscard]] std::optional<Fingerprint> find_fingerprint(postgres::Transaction& transaction);

// From now on the ledger belongs to `own`. Returns a line that says what changed. Throws Failure(usage) if there is no
// ledger of this program's version.
std::string accept_deployment(const config::Config& config, const Fingerprint& own);

// Creates the ledger or brings an older one up to this program's version, and with `with_contract` the
// reference tables in database.schema. Safe to repeat, and safe to run twice at the same time. Returns one line for
// each thing that it did.
std::vector<std::string> migrate(const config::Config& config, bool with_contract);

}  // namespace sent::ledger
