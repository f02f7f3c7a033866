// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/deliverer.hpp"

#include "model/failure.hpp"

namespace sent::command::deliver {

Deliverer::Deliverer(const job::UnitReaders& readers, job::EventStream& stream, DayPlanner& planner,
                     job::send::Sender& sender, DeliveryRecord& record)
    : readers_(readers), stream_(stream), planner_(planner), sender_(sender), record_(record) {}

std::optional<std::string> Deliverer::deliver(const day::Unit& unit, std::span<ledger::Claim> claims) {
  const auto watch = record_.keep_alive(claims);
  job::UnitReader reader = readers_.open(unit);
  std::optional<std::string> split_at;
  std::size_t next = 0;
  const auto left = [&] { return claims.empty() ? claims : claims.subspan(next); };
  try {
    split_at = deliver_days(reader, unit, claims, next);
  } catch (const Failure& failure) {
    record_.give_back(left(), failure);
    if (failure.code() != ExitCode::day_held_elsewhere) throw;
  } catch (...) {
    record_.give_back(left());
    throw;
  }
  record_.end_reading(reader);
  if (split_at && !claims.empty()) record_.split(claims, *split_at);
  return split_at;
}

std::optional<std::string> Deliverer::deliver_days(job::UnitReader& reader, const day::Unit& unit,
                                                   std::span<ledger::Claim> claims, std::size_t& next) {
  for (; next < unit.days.size(); ++next) {
    sender_.check();
    record_.begin_reading(unit.days[next]);
    expand::ChunkUsage* const usage = reader.advance_to(next);
    if (usage == nullptr) return reader.split_point();
    deliver_day(*usage, unit.days[next], unit.range, claims.empty() ? nullptr : &claims[next]);
  }
  return std::nullopt;
}

void Deliverer::deliver_day(expand::ChunkUsage& usage, const day::UnitDay& day, const SourceRange& chunk,
                            ledger::Claim* claim) {
  const RunTotals before = record_.totals();
  const job::ChunkTally now = stream_.tally(usage, day);
  day::UnitDay left = day;
  if (!now.agrees_with(day.settled)) {
    record_.restart(day, claim, now);
    left.settled = {};
  }
  sender_.send([&](const ship::Settled& settled) { record_.settle(settled, claim); },
               [&](job::send::Feed& feed) {
                 planner_.plan(usage, left, chunk);
                 record_.begin_sending(claim, now.events);
                 stream_.each(usage, left, [&](const job::StreamedEvent& event) {
                   record_.take_on_event();
                   feed.take(event);
                 });
                 feed.finish();
                 record_.complete(day, claim, before);
               });
}

}  // namespace sent::command::deliver
