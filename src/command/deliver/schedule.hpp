// SPDX-License-Identifier: Apache-2.0

// Which units a run works on, and when: claims chunks, and waits for other workers, until every day is complete.

#pragma once

#include <functional>
#include <vector>

#include "command/deliver/day_planner.hpp"
#include "command/deliver/deliverer.hpp"
#include "command/deliver/open_days.hpp"
#include "day/units.hpp"
#include "job/deadline.hpp"
#include "ledger/ledger.hpp"
#include "model/clock.hpp"
#include "progress/run_progress.hpp"

namespace sent::command::deliver {

// How to wait for chunks that other workers hold. A value; everything passed to its constructor must outlive it.
class OtherWorkers {
 public:
  // Without `wait`, await() throws Failure(day_held_elsewhere).
  OtherWorkers(Clock& clock, job::Deadline deadline, progress::RunProgress& progress, bool wait);

  // Sleeps for a second. `first` is the first day with such chunks. Throws if the run must stop.
  void await(Day first) const;

 private:
  Clock* clock_;
  job::Deadline deadline_;
  progress::RunProgress* progress_;
  bool wait_;
};

// Counts the events of units before any of them is sent.
using CountAhead = std::function<void(const std::vector<day::Unit>&)>;

// Not thread-safe. Everything passed to its constructor must outlive it.
class Schedule {
 public:
  // `count_ahead` is empty if the run need not know the number of a day's events before it sends the first one.
  Schedule(ledger::Ledger& ledger, DayPlanner& planner, Deliverer& deliverer, CountAhead count_ahead,
           OtherWorkers others);

  // Opens those of `days` that are not complete, and returns when the ledger says that all are. Throws
  // Failure(database_unavailable) if it keeps losing what is recorded, Failure(day_held_elsewhere) if another
  // worker holds the remaining chunks and the run does not wait, and any exception that stopped the delivery.
  void deliver(const std::vector<day::DayFacts>& days, OpenDays& open);

  // For a run that --source or --user narrows: sends `units` and leaves the ledger's days as they are, because the rest
  // of each day is not delivered yet.
  void deliver_narrowed(const std::vector<day::Unit>& units);

 private:
  [[nodiscard]] std::vector<day::Unit> incomplete_units(const std::vector<day::DayFacts>& days, OpenDays& open);
  enum class Worked { no, yes, list_again };
  [[nodiscard]] Worked work_on(const day::Unit& unit, OpenDays& open);
  // Works on the units in order. Returns whether there was anything to work on.
  [[nodiscard]] bool work_through(const std::vector<day::Unit>& units, OpenDays& open);
  void give_back(const std::vector<ledger::Claim>& claims);
  // As OpenDays::follow(); gives the claims back if it throws.
  void follow(const std::vector<ledger::Claim>& claims, OpenDays& open);
  void deliver_open(const std::vector<day::DayFacts>& days, OpenDays& open);
  void deliver_units(const std::vector<day::Unit>& units);

  ledger::Ledger& ledger_;
  DayPlanner& planner_;
  Deliverer& deliverer_;
  CountAhead count_ahead_;
  OtherWorkers others_;
};

}  // namespace sent::command::deliver
