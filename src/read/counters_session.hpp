// SPDX-License-Identifier: Apache-2.0

// Sessions on the database that the counters are read from. Thread-safe.

#pragma once

#include <stop_token>
#include <string>
#include <utility>

#include "config/config.hpp"
#include "postgres/session.hpp"

namespace sent::read {

// What a session on the counters needs of the settings. A value.
struct CountersAccess {
  postgres::Access access;  // its `stop` is that of each session
  std::string schema;       // with the input contract
  std::string time_zone;    // of the job
  bool row_security;        // policies may hide rows
};

// That of database.url.
[[nodiscard]] inline CountersAccess counters_access(const config::Config& config) {
  return {{config.database.url, config.database.connect_timeout, postgres::Access::Database::counters},
          config.database.schema,
          config.job.timezone,
          config.database.row_security};
}

// Connects at once. Once `stop` is requested, every wait on it ends at once.
[[nodiscard]] inline postgres::Session counters_session(
    CountersAccess to, std::stop_token stop,
    postgres::TransactionSettings::Kind kind = postgres::TransactionSettings::Kind::read_only) {
  to.access.stop = std::move(stop);
  postgres::TransactionSettings settings{kind, std::move(to.schema), std::move(to.time_zone)};
  settings.policies_may_hide_rows = to.row_security;
  return {std::move(to.access), std::move(settings)};
}

}  // namespace sent::read
