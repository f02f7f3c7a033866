// SPDX-License-Identifier: Apache-2.0

// What the tests of every ledger share: the ledger on PostgreSQL and its twin in memory, each under the same tests.

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/database/ledger_fixture.hpp"
#include "support/ports/memory_ledger.hpp"
#include "support/ports/stepped_clock.hpp"

namespace sent::tests {

using RunEnd = LedgerContents::RunEnd;

class PostgresLedgerRig {
 public:
  std::unique_ptr<ledger::Ledger> open(const std::string& worker) { return open_ledger(database_, worker); }
  void let_leases_run_out() { tests::let_leases_run_out(database_); }
  std::optional<RunEnd> end_of(ledger::RunNo run) {
    const auto row =
        database_.query("select exit_code, delivered, rejected from sent_source_data.runs where run_id = " +
                        std::to_string(static_cast<std::int64_t>(run)))[0];
    if (!row[0]) return std::nullopt;
    return RunEnd{std::stoi(*row[0]), std::stoull(*row[1]), std::stoull(*row[2])};
  }

 private:
  TestDatabase database_;
};

class MemoryLedgerRig {
 public:
  std::unique_ptr<ledger::Ledger> open(const std::string& worker) { return ledger_.open(worker); }
  void let_leases_run_out() { ledger_.let_leases_run_out(); }
  std::optional<RunEnd> end_of(ledger::RunNo run) {
    return ledger_.contents().runs.at(static_cast<std::size_t>(run) - 1).end;
  }

 private:
  SteppedClock clock_;
  MemoryLedger ledger_{clock_, std::chrono::minutes{10}};
};

// Number, range, progress and counts, in the order of the sources.
inline std::vector<std::string> described(ledger::Ledger& ledger, Day day) {
  std::vector<std::string> all;
  for (const ledger::ChunkState& chunk : ledger.chunks(day)) {
    all.push_back(
        std::to_string(chunk.number) + " [" + chunk.range.from.value_or("-") + ", " + chunk.range.until.value_or("-") +
        ") " + (chunk.after ? chunk.after->source_id + "/" + chunk.after->user_id : "-") + " " +
        std::to_string(chunk.delivered) + " " + std::to_string(chunk.rejected) + (chunk.complete ? " complete" : ""));
  }
  return all;
}

using Chunks = std::vector<std::string>;

inline DayPlan plan_of(Day day, std::uint64_t events) {
  return {day, events, 1, 1, 100, 1, {{"s", "slug", events}}, {}};
}

template <typename Rig>
struct LedgerContract : testing::Test {
  // One worker with the day open in one chunk.
  std::unique_ptr<ledger::Ledger> open_day(const std::vector<std::string>& bounds = {}) {
    auto ledger = rig.open("one");
    ledger->open_day(day, bounds);
    return ledger;
  }
  // Everything of a day that is open in one chunk.
  void deliver(ledger::Ledger& ledger, Day of) {
    ledger.open_day(of, {});
    ledger.complete(ledger.claim(of, 0).value());
  }

  const Day day{2026, 3, 10};
  const Day next_day{2026, 3, 11};
  const DayRange both_days{day, next_day};
  Rig rig;
};
using LedgerRigs = testing::Types<PostgresLedgerRig, MemoryLedgerRig>;

}  // namespace sent::tests
