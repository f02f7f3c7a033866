// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "model/failure.hpp"

namespace sent::command::deliver {

namespace {

constexpr std::chrono::seconds poll_interval{1};
// How often all days are delivered, should the ledger lose what was recorded.
constexpr int most_rounds = 3;

// Whether the rows that are read to send the chunk are those of every source of the day.
bool is_one_reading(const std::vector<ledger::ChunkState>& chunks) { return chunks.size() == 1; }

}  // namespace

OtherWorkers::OtherWorkers(Clock& clock, job::Deadline deadline, progress::RunProgress& progress, bool wait)
    : clock_(&clock), deadline_(std::move(deadline)), progress_(&progress), wait_(wait) {}

void OtherWorkers::await(Day first) const {
  if (!wait_) {
    throw Failure(ExitCode::day_held_elsewhere,
                  fmt::format("delivering {}: another worker holds the chunks that are left", iso(first)),
                  "run again once the other worker has finished, or its lease has expired (job.lease)");
  }
  progress_->enter(progress::Activity::waiting_for_others);
  clock_->sleep_until(clock_->now() + poll_interval, deadline_.stop());
  deadline_.check();
}

Schedule::Schedule(ledger::Ledger& ledger, DayPlanner& planner, Deliverer& deliverer, CountAhead count_ahead,
                   OtherWorkers others)
    : ledger_(ledger),
      planner_(planner),
      deliverer_(deliverer),
      count_ahead_(std::move(count_ahead)),
      others_(std::move(others)) {}

std::vector<day::Unit> Schedule::incomplete_units(const std::vector<day::DayFacts>& days, OpenDays& open) {
  std::vector<day::Unit> units, uncounted;
  for (const day::DayFacts& facts : days) {
    const auto chunks = open.chunks(facts.day);
    planner_.expect(facts.day, chunks);
    for (const ledger::ChunkState& chunk : chunks) {
      if (!chunk.complete) day::add_to_units(units, chunk.range, {facts, chunk.number, chunk.settled});
    }
    if (!count_ahead_ || is_one_reading(chunks)) continue;
    if (std::ranges::all_of(chunks, &ledger::ChunkState::complete) || planner_.knows(facts.day)) continue;
    for (const ledger::ChunkState& chunk : chunks) day::add_to_units(uncounted, chunk.range, {facts, chunk.number});
  }
  if (!uncounted.empty()) count_ahead_(uncounted);
  return units;
}

void Schedule::give_back(const std::vector<ledger::Claim>& claims) {
  for (const ledger::Claim& claim : claims) ledger_.release(claim);
}

void Schedule::follow(const std::vector<ledger::Claim>& claims, OpenDays& open) {
  try {
    for (const ledger::Claim& claim : claims) open.follow(claim);
  } catch (const Failure&) {
    give_back(claims);
    throw;
  }
}

Schedule::Worked Schedule::work_on(const day::Unit& unit, OpenDays& open) {
  day::Unit mine{unit.range, {}};
  std::vector<ledger::Claim> claims;
  for (const day::UnitDay& day : unit.days) {
    const auto claim = ledger_.claim(day.facts.day, day.chunk);
    if (!claim) continue;
    claims.push_back(*claim);
    mine.days.push_back({day.facts, day.chunk, claim->settled});
  }
  const auto was_split = [&](const ledger::Claim& claim) { return claim.range != unit.range; };
  if (claims.empty()) return Worked::no;
  if (std::ranges::any_of(claims, was_split)) {
    give_back(claims);
    return Worked::list_again;
  }
  follow(claims, open);
  return deliverer_.deliver(mine, claims) ? Worked::list_again : Worked::yes;
}

bool Schedule::work_through(const std::vector<day::Unit>& units, OpenDays& open) {
  bool worked = false;
  for (const day::Unit& unit : units) {
    const Worked what = work_on(unit, open);
    worked = worked || what != Worked::no;
    if (what == Worked::list_again) break;  // the parts of a split one come before the units that follow
  }
  return worked;
}

void Schedule::deliver(const std::vector<day::DayFacts>& days, OpenDays& open) {
  std::optional<Day> lost;
  for (int round = 0; round < most_rounds; ++round) {
    deliver_open(open.open(days), open);
    lost = open.first_incomplete(days);
    if (!lost) return;
  }
  throw Failure(
      ExitCode::database_unavailable,
      fmt::format("delivering {}: the ledger does not say that the day is complete, although each of its chunks "
                  "was completed {} times",
                  iso(*lost), most_rounds),
      "the ledger loses what is recorded; look for restores and fail-overs of its database, then run again");
}

void Schedule::deliver_open(const std::vector<day::DayFacts>& days, OpenDays& open) {
  for (auto units = incomplete_units(days, open); !units.empty(); units = incomplete_units(days, open)) {
    if (!work_through(units, open)) others_.await(units.front().days.front().facts.day);
  }
}

void Schedule::deliver_narrowed(const std::vector<day::Unit>& units) {
  std::map<Day, std::vector<SourceRange>> chunks;
  for (const day::Unit& unit : units) {
    for (const day::UnitDay& day : unit.days) chunks[day.facts.day].push_back(unit.range);
  }
  for (auto& [day, ranges] : chunks) planner_.expect(day, std::move(ranges));
  if (count_ahead_ && units.size() > 1) count_ahead_(units);
  deliver_units(units);
}

void Schedule::deliver_units(const std::vector<day::Unit>& units) {
  for (const day::Unit& unit : units) {
    const auto split_at = deliverer_.deliver(unit, {});
    if (!split_at) continue;
    for (const day::UnitDay& day : unit.days) planner_.split(day.facts.day, unit.range, *split_at);
    const auto parts = day::split(unit, *split_at);
    deliver_units({parts.begin(), parts.end()});
  }
}

}  // namespace sent::command::deliver
