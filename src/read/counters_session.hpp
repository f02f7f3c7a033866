// SPDX-License-Identifier: Apache-2.0

// Sessions on the database that the counters are read from.

#pragma once

#include <stop_token>
#include <utility>

#include "config/config.hpp"
#include "postgres/session.hpp"

namespace sent::read {

// On database.url, in the input contract's schema and the job's time zone. Connects at once. Once `stop` is requested,
// every wait on it ends at once.
[[nodiscard]] inline postgres::Session counters_session(
    const config::Config& config, std::stop_token stop,
    postgres::TransactionSettings::Kind kind = postgres::TransactionSettings::Kind::read_only) {
  return {{config.database.url, config.database.connect_timeout, postgres::Access::Database::counters, std::move(stop)},
          {kind, config.database.schema, config.job.timezone}};
}

}  // namespace sent::read
