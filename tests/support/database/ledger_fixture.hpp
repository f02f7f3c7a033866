// SPDX-License-Identifier: Apache-2.0

// A ledger on a database of a test's own, and claims on it.

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "ledger/ledger.hpp"
#include "model/failure.hpp"
#include "support/database/test_database.hpp"

namespace sent::tests {

struct LedgerFixture : testing::Test {
  [[nodiscard]] std::unique_ptr<ledger::Ledger> open(const std::string& worker,
                                                     const retry::Patience& patience = retry::no_patience) {
    config::Config config;
    config.database.url = database.url();
    config.database.connect_timeout = std::chrono::seconds{10};
    config.job.lease = std::chrono::minutes{10};
    return ledger::make_postgres_ledger(config, worker, ledger::LedgerUse::delivering, patience);
  }
  // As when its worker was paused or cut off for longer than its lease.
  void let_leases_run_out() {
    database.exec(
        "update sent_source_data.chunks set lease_until = now() - interval '1 second' where worker is not null");
  }
  std::string chunk_state() {
    return database.value(
        "select concat_ws(' ', planned, delivered, rejected, after_source, after_user) from "
        "sent_source_data.chunks where chunk = 0");
  }

  const Day day{2026, 3, 10};
  TestDatabase database;
};

inline Rejection rejection_of(const std::string& source, const std::string& user,
                              const std::string& reason = "HTTP 400") {
  return {source, user, "00000000-0000-5000-8000-000000000001", "{\"userId\":\"" + user + "\"}", 400, reason};
}

template <typename Act>
ExitCode code_of(Act act) {
  try {
    act();
  } catch (const Failure& failure) {
    return failure.code();
  }
  return ExitCode::complete;
}

}  // namespace sent::tests
