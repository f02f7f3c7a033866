// SPDX-License-Identifier: Apache-2.0

// A ledger on a test's own database, and rejected events for it.

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "config/config.hpp"
#include "ledger/ledger.hpp"
#include "support/database/test_database.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {

// A worker's ledger, with leases of ten minutes.
inline std::unique_ptr<ledger::Ledger> open_ledger(const TestDatabase& database, const std::string& worker,
                                                   const retry::Patience& patience = retry::no_patience,
                                                   std::stop_token stop = {}) {
  config::Config config;
  config.database.url = database.url();
  config.database.connect_timeout = std::chrono::seconds{10};
  config.ledger.schema = "sent_source_data";
  config.job.lease = std::chrono::minutes{10};
  return ledger::make_postgres_ledger(config, worker, ledger::LedgerUse::delivering, patience, std::move(stop));
}

// As if each worker was paused or cut off for longer than its lease.
inline void let_leases_run_out(TestDatabase& database) {
  database.exec(
      "update sent_source_data.chunks set leased_at = now() - interval '2 seconds', lease_until = now() - interval "
      "'1 second' where worker is not null");
}

struct LedgerFixture : testing::Test {
  [[nodiscard]] std::unique_ptr<ledger::Ledger> open(const std::string& worker,
                                                     const retry::Patience& patience = retry::no_patience) {
    return open_ledger(database, worker, patience);
  }
  std::string chunk_state() {
    return database.value(
        "select concat_ws(' ', planned, delivered, rejected, after_source, after_user) from "
        "sent_source_data.chunks where chunk = 0");
  }

  const Day day{2026, 3, 10};
  TestDatabase database;
};

// Progress through a user of a source: so many delivered events, and those rejected.
inline ledger::Progress upto(const std::string& source, const std::string& user, std::uint64_t delivered,
                             std::span<const Rejection> rejected = {}) {
  return {Position{source, user}, {}, delivered, rejected, {}};
}

inline Rejection rejection_of(const std::string& source, const std::string& user,
                              const std::string& reason = "HTTP 400") {
  return {source, user, "00000000-0000-5000-8000-000000000001", "{\"userId\":\"" + user + "\"}", 400, reason};
}

}  // namespace sent::tests
