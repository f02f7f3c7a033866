// SPDX-License-Identifier: Apache-2.0

// The ledger port: which days are delivered, how far each chunk is, which events were rejected, and the runs.
//
// A day is cut into chunks once. A worker needs a claim on a chunk: a lease with an expiry and a fence. Progress moves
// only under a claim that still stands, and only past events that the receiver accepted or that are kept as rejected. A
// day is complete when all its chunks are.

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
  std::optional<Position> through;  // absent: record() leaves the position
  std::uint64_t delivered = 0;
  std::span<const Rejection> rejected;
};

// The outcome of sending rejected events again.
struct Replayed {
  std::span<const Position> accepted;
  std::span<const Rejection> rejected;  // rejected once more
};

enum class RunNo : std::int64_t {};

struct RunStart {
  std::string command;
  DayRange days;
};

// Thread-safe. Throws Failure(database_unavailable) if the database fails, and Failure(usage) if a privilege or a
// relation is missing. If a claim no longer stands, record() and complete() throw Failure(day_held_elsewhere) and
// change nothing. Each call is one transaction and is safe to repeat with the same arguments.
class Ledger {
 public:
  virtual ~Ledger() = default;

  [[nodiscard]] virtual Uuid name_space() = 0;
  // The first day that this deployment ever began.
  [[nodiscard]] virtual std::optional<Day> first_day() = 0;
  [[nodiscard]] virtual std::set<Day> complete_days(DayRange days) = 0;

  // Begins the day. Cuts it at `bounds`, where each chunk but the first begins, unless it has been cut before. Returns
  // its chunks as recorded.
  virtual std::vector<ChunkState> open_day(Day day, std::span<const std::string> bounds) = 0;
  // In the order of their sources.
  [[nodiscard]] virtual std::vector<ChunkState> chunks(Day day) = 0;
  // Makes the day undelivered again if it was complete before `run` began; its chunks stay. This way the workers of one
  // --resend, and a run that continues after a crash, do not undo each other.
  virtual void reopen_day(Day day, RunNo run) = 0;

  // How many events the day has; nothing if they were not counted since it was opened or reopened.
  [[nodiscard]] virtual std::optional<std::uint64_t> planned_events(Day day) = 0;
  // Records the day's plan; replaces any earlier one. REQUIRES: the day is open.
  virtual void record_plan(const DayPlan& plan) = 0;

  // Nothing if the chunk is complete or another worker's lease is running.
  [[nodiscard]] virtual std::optional<Claim> claim(Day day, int chunk) = 0;
  // Renews the lease too, unless there is nothing to record: then it only finds out whether the claim stands.
  virtual void record(const Claim& claim, const Progress& progress) = 0;
  virtual void complete(const Claim& claim) = 0;
  virtual void release(const Claim& claim) = 0;
  // Splits a chunk in two: the claim keeps the sources before `at` and its progress; the sources from `at` on become an
  // unclaimed chunk. Changes nothing if the claim no longer stands or its progress has reached `at`.
  virtual void split(const Claim& claim, const std::string& at) = 0;
  // Extends the leases of those of `claims` that still stand; does not report the others. Tries only once, because the
  // caller soon calls it again. Never waits for another call.
  virtual void renew(std::span<const Claim> claims) = 0;

  [[nodiscard]] virtual std::uint64_t rejected_count(DayRange days) = 0;
  // The days that have rejected events, oldest first.
  [[nodiscard]] virtual std::vector<Day> rejected_days() = 0;
  // The next rejected events of a day after `after`, by source, then user, bytewise: at most `limit` events, and none
  // after the event with which the payloads reach `bytes`.
  [[nodiscard]] virtual std::vector<Rejection> rejected_events(Day day, const std::optional<Position>& after,
                                                               std::size_t limit, std::size_t bytes) = 0;
  // Accepted events are no longer rejected and count as delivered; the others are kept with their newest answer.
  virtual void record_replay(Day day, const Replayed& replayed) = 0;

  // A worker has one run; calling this again returns the same.
  virtual RunNo begin_run(const RunStart& start) = 0;
  virtual void end_run(RunNo run, int exit_code, std::uint64_t delivered, std::uint64_t rejected) = 0;
};

// Throws Failure(usage) if there is no ledger, it is older or newer than this program, or the role lacks a privilege
// for `use`. `worker` names this process in its claims; no other process may have the same name. Once `stop` is
// requested, each call ends with Failure(interrupted). When a call has failed although
// it was repeated while `patience` lasted, or was interrupted, later calls fail with the same failure at once, so that
// a run whose ledger is gone ends soon; only renew() still asks the server.
[[nodiscard]] std::unique_ptr<Ledger> make_postgres_ledger(const config::Config& config, std::string worker,
                                                           LedgerUse use, retry::Patience patience,
                                                           std::stop_token stop = {});

}  // namespace sent::ledger
