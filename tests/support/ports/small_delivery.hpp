// SPDX-License-Identifier: Apache-2.0

// Deliveries on ports in memory: two days, three sources with two users each, a receiver that answers as the test says,
// and any number of workers. It knows which events are due, and so whether the ledger is true.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "command/deliver/day_planner.hpp"
#include "command/deliver/deliverer.hpp"
#include "command/deliver/delivery_record.hpp"
#include "command/deliver/schedule.hpp"
#include "command/replay/gate.hpp"
#include "command/replay/replay.hpp"
#include "support/ports/memory_ledger.hpp"
#include "support/ports/memory_usage_source.hpp"
#include "support/ports/scripted_transport.hpp"
#include "support/ports/small_config.hpp"
#include "support/ports/stepped_clock.hpp"

namespace sent::tests {

// An event by its day, source and user: "2026-03-10 a ada".
using EventName = std::string;

class SmallDelivery {
 public:
  SmallDelivery();

  static inline const Day first{2026, 3, 10}, second{2026, 3, 11};
  static inline const std::vector<Day> both{first, second};
  [[nodiscard]] static day::DayFacts facts(Day day);
  [[nodiscard]] static std::vector<day::DayFacts> facts(const std::vector<Day>& days);
  [[nodiscard]] static DayRange range() { return {first, second}; }

  // A source that had calls on both days.
  void add(const std::string& source, const std::vector<std::string>& users, const std::string& slug = "slug");

  // The receiver's status for request number N, from 1. With 200 it accepts the events.
  void answer(std::function<int(int number)> status) { status_ = std::move(status); }
  // The receiver refuses the events of these users with 400.
  void refuse(std::set<std::string> users) { refused_users_ = std::move(users); }

  [[nodiscard]] std::set<EventName> due(const std::vector<Day>& days = both) const;
  // In the order of arrival, repetitions included.
  [[nodiscard]] std::vector<EventName> accepted() const;
  [[nodiscard]] std::set<EventName> accepted_once() const;
  // Those that contained `text` when they were accepted, once or more often.
  [[nodiscard]] std::set<EventName> accepted_with(std::string_view text) const;
  [[nodiscard]] std::set<EventName> kept_as_rejected();

  // Every event before the ledger's progress was accepted or is kept as rejected, and the counts agree.
  void expect_true_ledger();
  // The same, and all days are complete.
  void expect_all_delivered();

  SteppedClock clock;
  MemoryLedger ledger{clock, std::chrono::seconds{30}};
  UsageTables tables;
  config::Config config = small_config();
  std::vector<std::string> bounds;  // where days are cut
  DayRules rules;                   // with which days are begun
  TransportScript receiver;
  log::Log log{log::LogFormat::text, log::LogLevel::off};

 private:
  http::Answer take(int number, const encode::Batch& batch);

  std::function<int(int)> status_ = [](int) { return 200; };
  std::set<std::string> refused_users_;
  mutable std::mutex mutex_;
  std::vector<EventName> accepted_;
  std::vector<std::string> accepted_events_;  // as many
};

// One process that delivers. The world must outlive it. Only for the thread that made the world.
class DeliveryWorker {
 public:
  explicit DeliveryWorker(SmallDelivery& world, const std::string& name = "worker", job::EventFilter filter = {});

  // Delivers like `run` or `backfill`.
  void deliver(const std::vector<Day>& days, bool resend = false, bool wait = true);
  void deliver_filtered(const std::vector<Day>& days);
  // Claims and delivers one unit, the chunks number 0 of these days. True if it must be split.
  bool deliver_unit(const std::vector<Day>& days);
  void replay(const std::vector<Day>& days) { replay_.send(days); }

  [[nodiscard]] ledger::Ledger& ledger() { return *ledger_; }
  [[nodiscard]] MemoryUsageSource& usage() { return usage_; }
  [[nodiscard]] const job::UnitReaders& readers() const { return readers_; }
  [[nodiscard]] const job::Deadline& deadline() const { return deadline_; }
  [[nodiscard]] command::deliver::DayPlanner& planner() { return planner_; }
  [[nodiscard]] command::deliver::Deliverer& deliverer() { return deliverer_; }
  [[nodiscard]] const RunTotals& delivered() const { return record_.totals(); }
  [[nodiscard]] const RunTotals& replayed() const { return replay_.totals(); }
  void stop() { stop_.request_stop(); }

 private:
  [[nodiscard]] command::deliver::Schedule schedule(bool wait);

  SmallDelivery& home_;
  std::stop_source stop_;
  job::BackgroundFailure beside_;
  job::Deadline deadline_;
  std::unique_ptr<ledger::Ledger> ledger_;
  MemoryUsageSource usage_;
  ship::Shipper shipper_;
  job::StageClock times_;
  job::SourceCheck check_;
  progress::RunProgress progress_;
  job::UnitReaders readers_;
  job::EventStream stream_;
  command::deliver::DayPlanner planner_;
  Pulse pulse_;
  job::Heartbeat heartbeat_;
  command::deliver::DeliveryRecord record_;
  job::send::Sender sender_;
  command::deliver::Deliverer deliverer_;
  command::replay::Gate gate_;
  command::replay::Replay replay_;
};

}  // namespace sent::tests
