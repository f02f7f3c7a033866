// SPDX-License-Identifier: Apache-2.0

// A database whose clock is wrong is refused before anything is sent.

#include "job/start/database_clock.hpp"

#include <gtest/gtest.h>

#include "model/failure.hpp"
#include "support/database/test_database.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

// This machine's time, moved.
class WrongClock final : public Clock {
 public:
  explicit WrongClock(std::chrono::milliseconds ahead) : ahead_(ahead) {}
  Time now() const override { return std::chrono::steady_clock::now(); }
  std::chrono::system_clock::time_point wall() const override { return std::chrono::system_clock::now() + ahead_; }
  void sleep_until(Time, std::stop_token) override {}

 private:
  std::chrono::milliseconds ahead_;
};

struct LedgerClock : testing::Test {
  LedgerClock() {
    config.ledger.url = database.url();
    config.database.connect_timeout = std::chrono::seconds{10};
    config.job.timezone = "UTC";
    config.job.settle = std::chrono::hours{2};
  }
  void check(std::chrono::milliseconds ahead) {
    job::start::check_ledger_clock(config, WrongClock(ahead), retry::no_patience, {});
  }

  TestDatabase database;
  config::Config config;
};

TEST_F(LedgerClock, MayDifferByTheSettleTime) {
  EXPECT_NO_THROW(check(std::chrono::minutes{119}));
  EXPECT_NO_THROW(check(-std::chrono::minutes{119}));
}

TEST_F(LedgerClock, IsRefusedIfItDiffersByMore) {
  for (const auto ahead : {std::chrono::minutes{121}, -std::chrono::minutes{121}}) {
    EXPECT_EQ(code_of([&] { check(ahead); }), ExitCode::usage);
  }
}

TEST_F(LedgerClock, IsNotAskedForIfItIsTheCountersDatabase) {
  config.ledger.url.reset();
  config.database.url = "postgresql://nobody@127.0.0.1:1/nothing";
  EXPECT_NO_THROW(check(std::chrono::hours{24}));
}

}  // namespace
}  // namespace sent::tests
