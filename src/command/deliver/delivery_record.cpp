// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/delivery_record.hpp"

#include <fmt/format.h>

#include <utility>

namespace sent::command::deliver {

namespace {

// Events are counted separately on the way in and on the way out, so that a mistake in this program cannot look like a
// delivery.
void require_balance(const RunTotals& before, const RunTotals& after, const day::UnitDay& day) {
  const std::uint64_t in = after.planned - before.planned;
  const std::uint64_t out = after.delivered - before.delivered + after.rejected - before.rejected;
  if (in == out) return;
  throw Failure(ExitCode::unexpected,
                fmt::format("delivering chunk {} of {}: {} events were planned, and {} delivered or rejected",
                            day.chunk, iso(day.facts.day), in, out),
                "report this with the log: it is a fault of the program, and the chunk is not marked complete");
}

// A narrowed run keeps no rejected events, so only the log has them.
void log_rejected(log::Log& log, const ship::Settled& settled) {
  for (const Rejection& rejection : settled.rejected) {
    log.warn("event rejected",
             {{"source", rejection.source_id}, {"user", rejection.user_id}, {"because", rejection.reason}});
  }
}

}  // namespace

DeliveryRecord::DeliveryRecord(ledger::Ledger& ledger, job::Heartbeat& heartbeat, progress::RunProgress& progress,
                               log::Log& log)
    : ledger_(ledger), heartbeat_(heartbeat), progress_(progress), log_(log) {}

void DeliveryRecord::begin_reading(const day::UnitDay& day) {
  progress_.enter(progress::Activity::reading, day.facts.day, day.chunk);
}

void DeliveryRecord::end_reading(const job::UnitReader& reader) {
  totals_.findings.merge(reader.findings());
  totals_.rows += reader.rows();
}

void DeliveryRecord::begin_sending(ledger::Claim* claim, std::uint64_t events) {
  progress_.enter(progress::Activity::sending);
  if (claim != nullptr) ledger_.begin(*claim, events);
}

// A narrowed run has nothing to forget: it only sends more of the chunk.
void DeliveryRecord::restart(const day::UnitDay& day, ledger::Claim* claim, const job::ChunkTally& now) {
  log_.warn(
      "sources or users in front of a chunk's position changed since it was begun; sending the whole chunk, with "
      "the same ids",
      {{"day", iso(day.facts.day)},
       {"chunk", day.chunk},
       {"settled_then", day.settled.events},
       {"there_now", now.settled_events},
       {"events_of_chunk", now.events}});
  if (claim != nullptr) ledger_.restart(*claim);
}

void DeliveryRecord::settle(const ship::Settled& settled, ledger::Claim* claim) {
  if (claim != nullptr) {
    ledger_.record(*claim, {settled.through, settled.ahead, settled.delivered, settled.rejected, settled.ids});
  } else {
    log_rejected(log_, settled);
  }
  if (settled.delivered + settled.rejected.size() > 0) heartbeat_.note_progress();
  totals_.delivered += settled.delivered;
  totals_.rejected += settled.rejected.size();
  progress_.add(settled.delivered + settled.rejected.size());
}

void DeliveryRecord::complete(const day::UnitDay& day, ledger::Claim* claim, const RunTotals& before) {
  require_balance(before, totals_, day);
  if (claim != nullptr) ledger_.complete(*claim);
  progress_.complete_chunk();
  log_.info("chunk delivered", {{"day", iso(day.facts.day)},
                                {"chunk", day.chunk},
                                {"delivered", totals_.delivered - before.delivered},
                                {"rejected", totals_.rejected - before.rejected}});
}

void DeliveryRecord::give_back(std::span<const ledger::Claim> claims, const Failure& failure) {
  give_back(claims);
  if (failure.code() != ExitCode::day_held_elsewhere) return;
  log_.warn("leaving a chunk; the next worker that claims it goes on from what is recorded",
            {{"because", failure.what()}});
}

void DeliveryRecord::give_back(std::span<const ledger::Claim> claims) {
  try {
    for (const ledger::Claim& claim : claims) ledger_.release(claim);
  } catch (const std::exception& failure) {
    log_.warn("could not release a chunk; its lease expires by itself", {{"because", failure.what()}});
  }
}

void DeliveryRecord::split(std::span<ledger::Claim> claims, const std::string& at) {
  log_.info("splitting a chunk that needs more than job.memory allows", {{"at", at}});
  for (ledger::Claim& claim : claims) {
    ledger_.split(claim, at);
    ledger_.release(claim);
  }
}

}  // namespace sent::command::deliver
