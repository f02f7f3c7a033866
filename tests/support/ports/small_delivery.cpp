// SPDX-License-Identifier: Apache-2.0

#include "support/ports/small_delivery.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "command/deliver/open_days.hpp"
#include "job/start/expansion_rules.hpp"
#include "job/units_to_send.hpp"

namespace sent::tests {

namespace {

EventName name_of(Day day, const std::string& source, const std::string& user) {
  return fmt::format("{} {} {}", iso(day), source, user);
}

EventName name_of(std::string_view event) {
  const auto json = nlohmann::json::parse(event);
  return fmt::format("{} {} {}", json.at("timestamp").get<std::string>().substr(0, 10),
                     json.at("properties").at("sourceId").get<std::string>(), json.at("userId").get<std::string>());
}

encode::EventRules rules() { return {Uuid{7}, false, false, std::nullopt, "1.2.3"}; }

const tracking_plan::TrackingPlan& plan() {
  static const auto built_in = tracking_plan::load_tracking_plan(std::nullopt);
  return built_in;
}

}  // namespace

SmallDelivery::SmallDelivery()
    : receiver([this](int number, const encode::Batch& batch, const std::stop_token&) { return take(number, batch); }) {
  for (const char* const source : {"a", "b", "c"}) add(source, {"ada", "bob"});
}

day::DayFacts SmallDelivery::facts(Day day) {
  const auto midnight = std::chrono::sys_days(day.days());
  return {day, midnight + std::chrono::hours{24}, midnight + std::chrono::hours{12}};
}

std::vector<day::DayFacts> SmallDelivery::facts(const std::vector<Day>& days) {
  std::vector<day::DayFacts> all;
  for (const Day day : days) all.push_back(facts(day));
  return all;
}

void SmallDelivery::add(const std::string& source, const std::vector<std::string>& users, const std::string& slug) {
  tables.sources.push_back({source, slug, {}});
  for (const auto& user : users) tables.collaborators.push_back({source, user});
  for (const Day day : both) tables.calls.push_back({source, day, "track", 1});
}

http::Answer SmallDelivery::take(int number, const encode::Batch& batch) {
  const int status = status_(number);
  if (status != 200) return http::Reply{status, "", {}};
  std::vector<EventName> events;
  for (std::size_t i = 0; i < batch.events(); ++i) {
    const auto user = nlohmann::json::parse(batch.event(i)).at("userId").get<std::string>();
    if (refused_users_.contains(user)) return http::Reply{400, "", {}};
    events.push_back(name_of(batch.event(i)));
  }
  std::lock_guard lock(mutex_);
  accepted_.insert(accepted_.end(), events.begin(), events.end());
  for (std::size_t i = 0; i < batch.events(); ++i) accepted_events_.emplace_back(batch.event(i));
  return http::Reply{200, "", {}};
}

std::set<EventName> SmallDelivery::due(const std::vector<Day>& days) const {
  std::set<EventName> all;
  for (const Day day : days) {
    for (const auto& one : tables.collaborators) all.insert(name_of(day, one.source_id.value(), one.name.value()));
  }
  return all;
}

std::vector<EventName> SmallDelivery::accepted() const {
  std::lock_guard lock(mutex_);
  return accepted_;
}

std::set<EventName> SmallDelivery::accepted_once() const {
  const auto all = accepted();
  return {all.begin(), all.end()};
}

std::set<EventName> SmallDelivery::accepted_with(std::string_view text) const {
  std::lock_guard lock(mutex_);
  std::set<EventName> found;
  for (std::size_t i = 0; i < accepted_.size(); ++i) {
    if (accepted_events_[i].find(text) != std::string::npos) found.insert(accepted_[i]);
  }
  return found;
}

std::set<EventName> SmallDelivery::kept_as_rejected() {
  std::set<EventName> kept;
  for (const auto& [day, of_day] : ledger.contents().days) {
    for (const auto& [position, event] : of_day.rejected) {
      kept.insert(name_of(day, position.source_id, position.user_id));
    }
  }
  return kept;
}

void SmallDelivery::expect_true_ledger() {
  const auto taken = accepted_once(), kept = kept_as_rejected();
  for (const auto& [day, of_day] : ledger.contents().days) {
    for (const LedgerContents::Chunk& chunk : of_day.chunks) {
      const ledger::ChunkState& state = chunk.state;
      std::uint64_t settled = 0;
      for (const auto& one : tables.collaborators) {
        const Position event{one.source_id.value(), one.name.value()};
        const bool is_in = (!state.range.from || *state.range.from <= event.source_id) &&
                           (!state.range.until || event.source_id < *state.range.until);
        if (!is_in || (!state.complete && !state.settled.contains(event.source_id, event.user_id))) continue;
        ++settled;
        const auto name = name_of(day, event.source_id, event.user_id);
        EXPECT_TRUE(taken.contains(name) || kept.contains(name)) << name << " was neither accepted nor kept";
      }
      EXPECT_EQ(state.delivered + state.rejected, settled) << iso(day) << " chunk " << state.number;
    }
  }
}

void SmallDelivery::expect_all_delivered() {
  expect_true_ledger();
  const auto worker = ledger.open("onlooker");
  EXPECT_EQ(worker->complete_days(range(), std::nullopt), (std::set<Day>{first, second}));
  auto settled = accepted_once();
  settled.merge(kept_as_rejected());
  EXPECT_EQ(settled, due());
}

DeliveryWorker::DeliveryWorker(SmallDelivery& world, const std::string& name, job::EventFilter filter)
    : home_(world),
      deadline_(stop_.get_token(), &beside_),
      ledger_(world.ledger.open(name)),
      shipper_(world.config.sink, {.grace = world.config.job.grace}, world.receiver.factory(), world.clock,
               stop_.get_token()),
      times_(world.clock),
      check_(plan()),
      progress_(world.clock),
      readers_(usage_, job::start::expansion_rules(world.config), retry::no_patience, times_),
      stream_(rules(), std::move(filter), check_, times_),
      planner_(world.config, *ledger_, world.log, progress_, stream_),
      heartbeat_(*ledger_, world.clock, {world.config.job.lease, job::longest_silence(world.config), pulse_, world.log},
                 beside_),
      record_(*ledger_, heartbeat_, progress_, world.log),
      sender_(shipper_, world.config, deadline_, times_, world.log),
      deliverer_(readers_, stream_, planner_, sender_, record_),
      gate_(usage_, check_),
      replay_(*ledger_, gate_, sender_, progress_, world.log) {
  usage_.tables = world.tables;
}

command::deliver::Schedule DeliveryWorker::schedule(bool wait) {
  command::deliver::CountAhead count_ahead;
  if (home_.config.job.max_events > 0) {
    count_ahead = [this](const auto& units) { planner_.count_ahead(units, readers_, deadline_); };
  }
  return {*ledger_, planner_, deliverer_, count_ahead, {home_.clock, deadline_, progress_, wait}};
}

void DeliveryWorker::deliver(const std::vector<Day>& days, bool resend, bool wait) {
  const ledger::RunNo run = ledger_->begin_run({"test", {days.front(), days.back()}, {}});
  command::deliver::DayBeginning beginning{home_.rules};
  if (resend) beginning.resend = ledger_->join_resend(run);
  command::deliver::OpenDays open(
      *ledger_, stream_, [this](std::size_t) { return home_.bounds; }, beginning, home_.log);
  schedule(wait).deliver(SmallDelivery::facts(days), open);
}

void DeliveryWorker::deliver_filtered(const std::vector<Day>& days) {
  schedule(true).deliver_narrowed(job::units_to_send(
      SmallDelivery::facts(days), ledger_.get(), [this](std::size_t) { return home_.bounds; }, false, home_.log));
}

bool DeliveryWorker::deliver_unit(const std::vector<Day>& days) {
  day::Unit unit{};
  std::vector<ledger::Claim> claims;
  for (const Day day : days) {
    const auto chunks = ledger_->open_day(day, home_.bounds, home_.rules);
    planner_.expect(day, chunks);
    unit.range = chunks.front().range;
    claims.push_back(ledger_->claim(day, 0).value());
    unit.days.push_back({SmallDelivery::facts(day), 0, claims.back().settled});
  }
  return deliverer_.deliver(unit, claims).has_value();
}

}  // namespace sent::tests
