// SPDX-License-Identifier: Apache-2.0

// The ledger port: what is delivered, how far a chunk is, what was rejected, who ran.
//
// A day is cut into chunks once; a chunk is worked on under a claim, a lease with an expiry and a fence.
// Progress moves only under a claim that still stands and only past events that the receiver accepted or
// that are kept as rejected. A day is complete when all its chunks are.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "ledger/ledger_use.hpp"
#include "model/day.hpp"
#include "model/day_plan.hpp"
#include "model/position.hpp"
#include "model/rejection.hpp"
#include "model/source_range.hpp"
#include "model/uuid.hpp"
#include "retry/patience.hpp"

namespace sent::ledger {

struct ChunkState {
  int number = 0;
  SourceRange range;
  std::optional<Position> after;
  std::uint64_t delivered = 0;
  std::uint64_t rejected = 0;
  bool complete = false;
};

// The right to work on one chunk of one day.
struct Claim {
  Day day;
  int chunk;
  std::int64_t fence;
  std::optional<Position> after;  // where an earlier worker stopped
};

struct Progress {
  std::optional<Position> through;  // none: only the lease is renewed
  std::uint64_t delivered = 0;
  std::span<const Rejection> rejected;
};

// What became of rejected events that were sent again.
struct Replayed {
  std::span<const Position> accepted;
  std::span<const Rejection> rejected;  // once more
};

enum class RunNo : std::int64_t {};

struct RunStart {
  std::string command;
  DayRange days;
};

// Thread-safe. A failure of the database is Failure(database_unavailable), or Failure(usage) where a privilege or a
// relation is missing; record() and complete() throw Failure(day_held_elsewhere) when the claim no longer stands, and
// then nothing moved. Each call is one transaction and is safe to repeat with the same arguments.
class Ledger {
 public:
  virtual ~Ledger() = default;

  [[nodiscard]] virtual Uuid name_space() = 0;
  // The first day that was ever begun.
  [[nodiscard]] virtual std::optional<Day> first_day() = 0;
  [[nodiscard]] virtual std::set<Day> complete_days(DayRange days) = 0;

  // Begins the day; `bounds`, where each chunk but the first begins, are recorded unless the day has been
  // cut before. Returns its chunks as recorded.
  virtual std::vector<ChunkState> open_day(Day day, std::span<const std::string> bounds) = 0;
  // In the order of their sources.
  [[nodiscard]] virtual std::vector<ChunkState> chunks(Day day) = 0;
  // Makes the day undelivered again if it was complete before `run` began; its cut stays. So the workers of one
  // --resend, and a run that goes on after a crash, do not undo each other.
  virtual void reopen_day(Day day, RunNo run) = 0;

  // How many events the day comes to; none while that was not counted since it was opened, or reopened.
  [[nodiscard]] virtual std::optional<std::uint64_t> planned_events(Day day) = 0;
  // Of a day that is open; instead of any earlier plan.
  virtual void record_plan(const DayPlan& plan) = 0;

  // None when the chunk is complete or another worker's lease is running.
  [[nodiscard]] virtual std::optional<Claim> claim(Day day, int chunk) = 0;
  virtual void record(const Claim& claim, const Progress& progress) = 0;
  virtual void complete(const Claim& claim) = 0;
  virtual void release(const Claim& claim) = 0;
  // Makes two chunks of one: the claim keeps the sources before `at`, and with them its progress; those from `at` on
  // are a chunk that nobody holds. Changes nothing when the claim no longer stands or its progress has come to `at`.
  virtual void split(const Claim& claim, const std::string& at) = 0;
  // Extends the leases of those of `claims` that still stand; says nothing about the others. Tries only once, because
  // the caller does it again soon. Never waits for another call.
  virtual void renew(std::span<const Claim> claims) = 0;

  [[nodiscard]] virtual std::uint64_t rejected_count(DayRange days) = 0;
  // The days that have rejected events, oldest first.
  [[nodiscard]] virtual std::vector<Day> rejected_days() = 0;
  // The next rejected events of a day behind `after`, by source, then user, bytewise: at most `limit`, and no more than
  // have `bytes` of payload together, but one at least.
  [[nodiscard]] virtual std::vector<Rejection> rejected_events(Day day, const std::optional<Position>& after,
                                                               std::size_t limit, std::size_t bytes) = 0;
  // Those accepted leave the rejected events and count as delivered; the others are kept with their newest answer.
  virtual void record_replay(Day day, const Replayed& replayed) = 0;

  // A worker has one run: asked again, it is the same.
  virtual RunNo begin_run(const RunStart& start) = 0;
  virtual void end_run(RunNo run, int exit_code, std::uint64_t delivered, std::uint64_t rejected) = 0;
};

// Throws Failure(usage) when there is no ledger, it is older or newer than this program, or the role lacks a privilege
// for `use`. `worker` names this process in its claims; no other process may have the same name. Once `stop` is
// requested, each call has a few seconds left, and then ends with Failure(interrupted).
[[nodiscard]] std::unique_ptr<Ledger> make_postgres_ledger(const config::Config& config, std::string worker,
                                                           LedgerUse use, retry::Patience patience,
                                                           std::stop_token stop = {});

}  // namespace sent::ledger
