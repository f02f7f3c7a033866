// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/deliverer.hpp"

#include <fmt/format.h>

#include <utility>

#include "job/unit_reader.hpp"
#include "model/failure.hpp"

namespace sent::command::deliver {

Deliverer::Deliverer(job::World world, ship::Shipper& shipper, DayPlanner& planner, encode::EventRules rules,
                     job::EventFilter filter)
    : world_(std::move(world)),
      shipper_(shipper),
      planner_(planner),
      rules_(std::move(rules)),
      filter_(std::move(filter)),
      heartbeat_(world_.ledger, world_.clock, world_.config.job.lease) {}

std::optional<SplitPoint> Deliverer::deliver(const day::Unit& unit, std::span<const ledger::Claim> claims) {
  const job::Heartbeat::Watch watch(heartbeat_, claims);
  job::UnitReader reader(unit, world_.usage, world_.config, world_.patience, world_.times);
  std::optional<SplitPoint> too_large;
  std::size_t next = 0;
  try {
    for (; next < unit.days.size(); ++next) {
      world_.deadline.check();
      world_.progress.enter(progress::Activity::reading, unit.days[next].facts.day, unit.days[next].chunk);
      expand::ChunkUsage* const usage = reader.advance_to(next);
      if (usage == nullptr) {
        too_large = SplitPoint{next, reader.split_point()};
        break;
      }
      deliver_day(*usage, unit.days[next], claims.empty() ? nullptr : &claims[next]);
    }
  } catch (const Failure& failure) {
    if (!claims.empty()) give_back(claims.subspan(next), failure);
    if (failure.code() != ExitCode::day_held_elsewhere) throw;
    world_.log.warn("leaving a chunk to the worker that took it over", {{"because", failure.what()}});
  }
  totals_.findings.merge(reader.findings());
  totals_.rows += reader.rows();
  return too_large;
}

void Deliverer::deliver_day(expand::ChunkUsage& usage, const day::UnitDay& day, const ledger::Claim* claim) {
  const auto before = totals_;
  job::Feed feed(
      shipper_, world_.clock, world_.times, world_.config.sink,
      [&](const ship::Settled& settled) { record(settled, claim); }, [&] { world_.deadline.check(); });
  try {
    planner_.plan(usage, day.facts);
    world_.progress.enter(progress::Activity::sending);
    record({}, claim);
    job::each_event(usage, day.facts, rules_, world_.check, day.after, filter_, world_.times,
                    [&](const job::StreamedEvent& event) {
                      ++totals_.planned;
                      feed.take(event);
                    });
    feed.finish();
    require_balance(before, day);
    if (claim != nullptr) world_.ledger.complete(*claim);
    world_.progress.complete_chunk();
  } catch (const Failure& failure) {
    if (failure.code() == ExitCode::day_held_elsewhere) {
      feed.abandon();
    } else {
      wind_down(feed, failure);
    }
    throw;
  }
  world_.log.info("chunk delivered", {{"day", iso(day.facts.day)},
                                      {"chunk", day.chunk},
                                      {"delivered", totals_.delivered - before.delivered},
                                      {"rejected", totals_.rejected - before.rejected}});
}

// Counted apart on the way in and on the way out, so that no mistake of ours passes for a delivery.
void Deliverer::require_balance(const RunTotals& before, const day::UnitDay& day) const {
  const std::uint64_t in = totals_.planned - before.planned;
  const std::uint64_t out = totals_.delivered - before.delivered + totals_.rejected - before.rejected;
  if (in == out) return;
  throw Failure(ExitCode::unexpected,
                fmt::format("delivering chunk {} of {}: {} events were planned, and {} delivered or rejected",
                            day.chunk, iso(day.facts.day), in, out),
                "the chunk is not marked complete; please report this with the log");
}

// What stopped the delivery is what the operator must hear, so a failure in here is only logged. A ledger that has just
// failed for good is not asked once more.
void Deliverer::wind_down(job::Feed& feed, const Failure& after) {
  shipper_.wind_down();
  if (after.code() == ExitCode::database_unavailable) return;
  try {
    feed.tell();
  } catch (const Failure& failure) {
    world_.log.warn("could not record everything after the failure; it will be sent again with the same ids",
                    {{"because", failure.what()}});
  }
}

void Deliverer::record(const ship::Settled& settled, const ledger::Claim* claim) {
  if (claim != nullptr) world_.ledger.record(*claim, {settled.through, settled.delivered, settled.rejected});
  if (claim == nullptr) log_rejected(settled);
  totals_.delivered += settled.delivered;
  totals_.rejected += settled.rejected.size();
  world_.progress.add(settled.delivered + settled.rejected.size());
}

// A narrowed run keeps no rejected events, so the log is the only place that tells of them.
void Deliverer::log_rejected(const ship::Settled& settled) {
  for (const Rejection& rejection : settled.rejected) {
    world_.log.warn("event rejected",
                    {{"source", rejection.source_id}, {"user", rejection.user_id}, {"because", rejection.reason}});
  }
}

// Claims that cannot be given back, as when the database is what failed, run out by themselves.
void Deliverer::give_back(std::span<const ledger::Claim> claims, const Failure& after) {
  if (after.code() == ExitCode::database_unavailable) return;
  try {
    for (const ledger::Claim& claim : claims) world_.ledger.release(claim);
  } catch (const Failure& failure) {
    world_.log.warn("could not give a chunk back; its lease runs out by itself", {{"because", failure.what()}});
  }
}

}  // namespace sent::command::deliver
