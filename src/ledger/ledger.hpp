// SPDX-License-Identifier: Apache-2.0

// The ledger port: which days are delivered, how far each chunk is, which events were rejected, and the runs.
//
// A day is cut into chunks once. A worker needs a claim on a chunk: a lease with an expiry and a fence. Progress is a
// compare-and-set: it moves only under a claim that still stands, only from where this worker left it, and only past
// events that the receiver accepted or that are kept as rejected. So a ledger that lost transactions is noticed by the
// next call. A chunk is complete only if its delivered and rejected events are as many as were planned; a day is
// complete when all its chunks are and cover all sources.

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
#include "ledger/claim.hpp"
#include "ledger/fingerprint.hpp"
#include "ledger/ledger_use.hpp"
#include "model/day.hpp"
#include "model/day_plan.hpp"
#include "model/day_rules.hpp"
#include "model/rejection.hpp"
#include "model/uuid.hpp"
#include "retry/patience.hpp"

namespace sent::ledger {

// The outcome of sending rejected events again.
struct Replayed {
  std::span<const Position> accepted;
  std::span<const Rejection> rejected;  // rejected once more
};

enum class RunNo : std::int64_t {};

// The number of a --resend, which becomes the generation of the days that it sends. All runs with the same days work on
// the same one until it is over.
enum class ResendNo : std::int64_t {};

struct RunStart {
  std::string command;
  DayRange days;
  Fingerprint deployment;
};

// Thread-safe, except that a claim is not. Throws Failure(database_unavailable) if the database fails, and
// Failure(usage) if a privilege or a relation is missing. If a claim no longer stands, or the ledger is behind it,
// begin(), record(), restart() and complete() throw Failure(day_held_elsewhere) and change nothing. Each call is one
// transaction and is safe to repeat with the same arguments.
class Ledger {
 public:
  virtual ~Ledger() = default;

  [[nodiscard]] virtual Uuid name_space() = 0;
  // The first day that this deployment ever began.
  [[nodiscard]] virtual std::optional<Day> first_day() = 0;
  // For a --resend, only those that were begun for it or for a later one.
  [[nodiscard]] virtual std::set<Day> complete_days(DayRange days, std::optional<ResendNo> resend) = 0;

  // Begins the day with `rules`, unless it has begun. Cuts it at `bounds`, where each chunk but the first begins,
  // unless it has been cut before. Returns its chunks as recorded.
  virtual std::vector<ChunkState> open_day(Day day, std::span<const std::string> bounds, const DayRules& rules) = 0;
  // In the order of their sources.
  [[nodiscard]] virtual std::vector<ChunkState> chunks(Day day) = 0;
  // The rules with which the day was begun; nothing if it has not begun.
  [[nodiscard]] virtual std::optional<DayRules> day_rules(Day day) = 0;

  // The --resend that `run` works on from now on: the latest one of the same days if that is not over, otherwise a new
  // one. It is over when all its days are complete, no other run of it may be at work, and each run of it that failed
  // or was killed has been continued by a later one. So neither the workers of one --resend nor one that is started
  // again after a crash undo what the others did.
  [[nodiscard]] virtual ResendNo join_resend(RunNo run) = 0;
  // Begins the open day again for `resend`, with `rules`, unless it was begun for that or for a later one: its chunks
  // stay and are undelivered, and no claim on them stands.
  virtual void reopen_day(Day day, ResendNo resend, const DayRules& rules) = 0;

  // How many events the day has; nothing if they were not counted since it was opened or reopened.
  [[nodiscard]] virtual std::optional<std::uint64_t> planned_events(Day day) = 0;
  // Records the day's plan; replaces any earlier one. REQUIRES: the day is open.
  virtual void record_plan(const DayPlan& plan) = 0;

  // Nothing if the chunk is complete or another worker's lease is running.
  [[nodiscard]] virtual std::optional<Claim> claim(Day day, int chunk) = 0;
  // Records how many events the chunk has in the snapshot that is about to be sent.
  virtual void begin(Claim& claim, std::uint64_t planned) = 0;
  // Renews the lease too, unless there is nothing to record: then it only finds out whether the claim stands.
  virtual void record(Claim& claim, const Progress& progress) = 0;
  // Forgets the progress of the chunk and its rejected events, because its events are not those that were sent.
  virtual void restart(Claim& claim) = 0;
  // Throws Failure(unexpected), and the chunk is not complete, unless delivered and rejected events are as many as were
  // planned.
  virtual void complete(Claim& claim) = 0;
  virtual void release(const Claim& claim) = 0;
  // Splits a chunk in two: the claim keeps the sources before `at`; the sources from `at` on become an unclaimed chunk.
  // Neither has progress then. Changes nothing if the claim no longer stands.
  virtual void split(Claim& claim, const std::string& at) = 0;
  // Extends the leases of those of `claims` that still stand, and does not report the others; also records that this
  // worker is alive. Tries only once, because the caller soon calls it again. Never waits for another call.
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

  // A worker has one run; calling this again returns the same. Throws Failure(usage) with what differs if the ledger
  // belongs to another deployment; it belongs to that of its first run, or of accept_deployment() since.
  virtual RunNo begin_run(const RunStart& start) = 0;
  // Returns whether the ledger still knows the run.
  [[nodiscard]] virtual bool end_run(RunNo run, int exit_code, std::uint64_t delivered, std::uint64_t rejected) = 0;
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
