// SPDX-License-Identifier: Apache-2.0

// What tells this deployment from another one that might use the same ledger. Thread-safe.

#pragma once

#include <optional>
#include <string>

#include "config/config.hpp"
#include "ledger/fingerprint.hpp"

namespace sent::job::start {

// Pure. `contract_database`: its name, as the server says it; absent for a run that does not read it. The receiver is
// without port, query and credentials, and the preset `file` without the file, because these change without making it
// another one. REQUIRES: sink.url is a URL, or the preset is `file`.
[[nodiscard]] ledger::Fingerprint fingerprint_of(const config::Config& config,
                                                 std::optional<std::string> contract_database);

// The same, asking the database of the counters for its name. Not pure. Failures are those of read::Calendar.
[[nodiscard]] ledger::Fingerprint ask_fingerprint(const config::Config& config);

}  // namespace sent::job::start
