// SPDX-License-Identifier: Apache-2.0

// What the tests of every ledger share: the ledger on PostgreSQL and its twin in memory, each under the same tests.

#pragma once

#include <gtest/gtest.h>

#include <functional>
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
  void let_leases_begin_in_an_hour() {
    database_.exec(
        "update sent_source_data.chunks set leased_at = leased_at + interval '1 hour', lease_until = lease_until "
        "+ interval '1 hour'");
  }
  void let_runs_run_out() {
    database_.exec("update sent_source_data.runs set expires_at = now() - interval '1 second'");
  }
  void let_runs_be_seen_in_an_hour() {
    database_.exec(
        "update sent_source_data.runs set seen_at = seen_at + interval '1 hour', expires_at = expires_at + interval "
        "'1 hour'");
  }
  void lose_chunk(Day day, int chunk) {
    database_.exec("delete from sent_source_data.chunks where day = '" + iso(day) +
                   "' and chunk = " + std::to_string(chunk));
  }
  void lose_runs() { database_.exec("delete from sent_source_data.runs"); }
  // A fail-over or a restore: the chunk as it was `steps` records ago, with its claim.
  void lose_progress(Day day, int chunk, std::int64_t steps) {
    database_.exec(
        "update sent_source_data.chunks set step = step - " + std::to_string(steps) +
        ", after_source = null, after_user = null, ahead = '[]', delivered = 0, rejected = 0, settled_ids = 0 "
        "where day = '" +
        iso(day) + "' and chunk = " + std::to_string(chunk));
  }
  void lose_day(Day day) { database_.exec("delete from sent_source_data.days where day = '" + iso(day) + "'"); }
  void lose_claims(Day day) {
    database_.exec(
        "update sent_source_data.chunks set fence = 0, worker = null, leased_at = null, lease_until = null "
        "where day = '" +
        iso(day) + "'");
  }
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
  void let_leases_begin_in_an_hour() {
    change([](LedgerContents& contents) {
      for (auto& [day, of_day] : contents.days) {
        for (auto& chunk : of_day.chunks) {
          chunk.lease->from += std::chrono::hours{1};
          chunk.lease->until += std::chrono::hours{1};
        }
      }
    });
  }
  void let_runs_run_out() {
    change([](LedgerContents& contents) {
      for (auto& run : contents.runs) run.expires_at = {};
    });
  }
  void let_runs_be_seen_in_an_hour() {
    change([](LedgerContents& contents) {
      for (auto& run : contents.runs) run.seen_at += std::chrono::hours{1}, run.expires_at += std::chrono::hours{1};
    });
  }
  void lose_chunk(Day day, int chunk) {
    change([&](LedgerContents& contents) {
      auto& chunks = contents.days[day].chunks;
      chunks.erase(chunks.begin() + chunk);
    });
  }
  void lose_runs() {
    change([](LedgerContents& contents) { contents.runs.clear(); });
  }
  void lose_progress(Day day, int chunk, std::int64_t steps) {
    change([&](LedgerContents& contents) {
      auto& of_day = contents.days[day].chunks[static_cast<std::size_t>(chunk)];
      of_day.step -= steps;
      of_day.state.settled = {};
      of_day.state.delivered = of_day.state.rejected = 0;
    });
  }
  void lose_day(Day day) {
    change([&](LedgerContents& contents) { contents.days.erase(day); });
  }
  void lose_claims(Day day) {
    change([&](LedgerContents& contents) {
      for (auto& chunk : contents.days[day].chunks) chunk.fence = 0, chunk.lease.reset();
    });
  }
  std::optional<RunEnd> end_of(ledger::RunNo run) {
    return ledger_.contents().runs.at(static_cast<std::size_t>(run) - 1).end;
  }

 private:
  void change(const std::function<void(LedgerContents&)>& change) {
    auto contents = ledger_.contents();
    change(contents);
    ledger_.go_back_to(std::move(contents));
  }

  SteppedClock clock_;
  MemoryLedger ledger_{clock_, std::chrono::minutes{10}};
};

// Number, range, progress and counts, in the order of the sources.
inline std::vector<std::string> described(ledger::Ledger& ledger, Day day) {
  std::vector<std::string> all;
  for (const ledger::ChunkState& chunk : ledger.chunks(day)) {
    all.push_back(
        std::to_string(chunk.number) + " [" + chunk.range.from.value_or("-") + ", " + chunk.range.until.value_or("-") +
        ") " + (chunk.settled.after ? chunk.settled.after->source_id + "/" + chunk.settled.after->user_id : "-") + " " +
        std::to_string(chunk.delivered) + " " + std::to_string(chunk.rejected) + (chunk.complete ? " complete" : ""));
  }
  return all;
}

using Chunks = std::vector<std::string>;

inline DayPlan plan_of(Day day, std::uint64_t events) {
  return {day, events, 1, 1, 100, 1, {{"s", "slug", events}}, {}};
}

// A run of the one deployment of these tests.
inline ledger::RunStart start_of(const std::string& command, DayRange days) {
  return {command, days, {"product", "source_data", "UTC", "Sent Source Data", "custom receiver.example/v1/batch"}};
}

// With what is delivered of a chunk as its plan.
inline void complete(ledger::Ledger& ledger, ledger::Claim& claim) {
  ledger.begin(claim, claim.settled.events);
  ledger.complete(claim);
}
inline void complete(ledger::Ledger& ledger, Day day, int chunk) {
  auto claim = ledger.claim(day, chunk).value();
  complete(ledger, claim);
}
inline void record(ledger::Ledger& ledger, Day day, int chunk, const ledger::Progress& progress) {
  auto claim = ledger.claim(day, chunk).value();
  ledger.record(claim, progress);
}

template <typename Rig>
struct LedgerContract : testing::Test {
  // One worker with the day open in one chunk.
  std::unique_ptr<ledger::Ledger> open_day(const std::vector<std::string>& bounds = {}) {
    auto ledger = rig.open("one");
    ledger->open_day(day, bounds, {});
    return ledger;
  }
  // Everything of a day that is open in one chunk.
  void deliver(ledger::Ledger& ledger, Day of) {
    ledger.open_day(of, {}, {});
    complete(ledger, of, 0);
  }

  const Day day{2026, 3, 10};
  const Day next_day{2026, 3, 11};
  const DayRange both_days{day, next_day};
  Rig rig;
};
using LedgerRigs = testing::Types<PostgresLedgerRig, MemoryLedgerRig>;

}  // namespace sent::tests
