// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/failure.hpp"

namespace sent::command::deliver {

namespace {

constexpr std::chrono::seconds poll_interval{1};

std::vector<std::string> bounds_for(const std::vector<day::DayFacts>& days, const config::Config& config,
                                    read::Calendar& calendar) {
  return calendar.chunk_bounds(day::sources_per_chunk(config.job.memory, days.size()));
}

SourceRange range_at(const std::vector<std::string>& bounds, std::size_t chunk) {
  SourceRange range;
  if (chunk > 0) range.from = bounds[chunk - 1];
  if (chunk < bounds.size()) range.until = bounds[chunk];
  return range;
}

std::set<Day> complete_among(const std::vector<day::DayFacts>& days, ledger::Ledger& ledger) {
  if (days.empty()) return {};
  return ledger.complete_days({days.front().day, days.back().day});
}

}  // namespace

std::vector<day::DayFacts> Schedule::open_days(const std::vector<day::DayFacts>& days) {
  const auto complete = complete_among(days, world_.ledger);
  std::vector<day::DayFacts> open;
  for (const day::DayFacts& facts : days) {
    if (options_.resend || !complete.contains(facts.day)) {
      open.push_back(facts);
    } else {
      world_.log.info("day is complete already, nothing to send", {{"day", iso(facts.day)}});
    }
  }
  if (open.empty()) return open;
  const auto bounds = bounds_for(open, world_.config, calendar_);
  for (const day::DayFacts& facts : open) {
    world_.ledger.open_day(facts.day, bounds);
    if (options_.resend) world_.ledger.reopen_day(facts.day, options_.run);
  }
  return open;
}

std::vector<day::Unit> Schedule::incomplete_units(const std::vector<day::DayFacts>& days) {
  std::vector<day::Unit> units, uncounted;
  for (const day::DayFacts& facts : days) {
    const auto chunks = world_.ledger.chunks(facts.day);
    world_.progress.know(facts.day, chunks);
    for (const ledger::ChunkState& chunk : chunks) {
      if (!chunk.complete) day::add_to_units(units, chunk.range, {facts, chunk.number, chunk.after});
    }
    const bool is_whole = chunks.size() == 1 && !chunks.front().after;
    if (is_whole || std::ranges::all_of(chunks, &ledger::ChunkState::complete) || planner_.knows(facts.day)) continue;
    for (const ledger::ChunkState& chunk : chunks)
      day::add_to_units(uncounted, chunk.range, {facts, chunk.number, std::nullopt});
  }
  planner_.plan_ahead(uncounted);
  return units;
}

Schedule::Worked Schedule::work_on(const day::Unit& unit) {
  day::Unit mine{unit.range, {}};
  std::vector<ledger::Claim> claims;
  for (const day::UnitDay& day : unit.days) {
    if (const auto claim = world_.ledger.claim(day.facts.day, day.chunk)) {
      claims.push_back(*claim);
      mine.days.push_back({day.facts, day.chunk, claim->after});
    }
  }
  if (claims.empty()) return Worked::no;
  const auto too_large = deliverer_.deliver(mine, claims);
  if (!too_large) return Worked::yes;
  world_.log.info("splitting a chunk that holds more than job.memory allows", {{"at", too_large->at}});
  for (const ledger::Claim& claim : std::span(claims).subspan(too_large->first_day)) {
    world_.ledger.split(claim, too_large->at);
    world_.ledger.release(claim);
  }
  return Worked::split_it;
}

bool Schedule::work_through(const std::vector<day::Unit>& units) {
  bool worked = false;
  for (const day::Unit& unit : units) {
    const Worked what = work_on(unit);
    worked = worked || what != Worked::no;
    if (what == Worked::split_it) break;  // its parts come before the units that follow
  }
  return worked;
}

void Schedule::wait_for_others(Day first) {
  if (!options_.wait) {
    throw Failure(ExitCode::day_held_elsewhere,
                  fmt::format("delivering {}: another worker holds the chunks that are left", iso(first)),
                  "it finishes them, or its lease runs out after job.lease");
  }
  world_.progress.enter(progress::Activity::waiting_for_others);
  world_.clock.sleep_until(world_.clock.now() + poll_interval, world_.deadline.stop());
  world_.deadline.check();
}

void Schedule::deliver(const std::vector<day::DayFacts>& days) {
  const auto open = open_days(days);
  for (auto units = incomplete_units(open); !units.empty(); units = incomplete_units(open)) {
    if (!work_through(units)) wait_for_others(units.front().days.front().facts.day);
  }
}

void Schedule::deliver_filtered(const std::vector<day::DayFacts>& days) {
  deliver_units(dry_units(days, world_.config, calendar_, &world_.ledger, options_.resend, world_.log));
}

void Schedule::deliver_units(const std::vector<day::Unit>& units) {
  if (units.size() > 1) planner_.plan_ahead(units);
  for (const day::Unit& unit : units) {
    const auto too_large = deliverer_.deliver(unit, {});
    if (!too_large) continue;
    const auto parts = day::split(unit, too_large->first_day, too_large->at);
    deliver_units({parts.begin(), parts.end()});
  }
}

std::vector<day::Unit> dry_units(const std::vector<day::DayFacts>& days, const config::Config& config,
                                 read::Calendar& calendar, ledger::Ledger* ledger, bool resend, log::Log& log) {
  std::vector<day::Unit> units;
  if (days.empty()) return units;
  const auto complete = ledger != nullptr ? complete_among(days, *ledger) : std::set<Day>{};
  const auto bounds = bounds_for(days, config, calendar);
  for (const day::DayFacts& facts : days) {
    const bool again = resend && complete.contains(facts.day);
    if (complete.contains(facts.day) && !again) {
      log.info("day is complete already, nothing to send", {{"day", iso(facts.day)}});
      continue;
    }
    const auto recorded = ledger != nullptr ? ledger->chunks(facts.day) : std::vector<ledger::ChunkState>{};
    for (const ledger::ChunkState& chunk : recorded) {
      if (again || !chunk.complete) {
        day::add_to_units(units, chunk.range, {facts, chunk.number, again ? std::nullopt : chunk.after});
      }
    }
    for (std::size_t i = 0; recorded.empty() && i <= bounds.size(); ++i) {
      day::add_to_units(units, range_at(bounds, i), {facts, static_cast<int>(i), std::nullopt});
    }
  }
  return units;
}

}  // namespace sent::command::deliver
