// SPDX-License-Identifier: Apache-2.0

// Which units a run works on, and when: claims chunks, waits for other workers, until every day asked for
// is complete.

#pragma once

#include <vector>

#include "command/deliver/deliverer.hpp"
#include "day/units.hpp"
#include "read/calendar.hpp"

namespace sent::command::deliver {

struct ScheduleOptions {
  ledger::RunNo run;
  bool resend;
  bool wait;  // for chunks that other workers hold
};

class Schedule {
 public:
  Schedule(job::World world, read::Calendar& calendar, DayPlanner& planner, Deliverer& deliverer,
           ScheduleOptions options)
      : world_(std::move(world)), calendar_(calendar), planner_(planner), deliverer_(deliverer), options_(options) {}

  // Returns when all `days` are complete. Throws Failure(day_held_elsewhere) when another worker holds what
  // is left and waiting is not wanted, and whatever stopped the delivery.
  void deliver(const std::vector<day::DayFacts>& days);

  // For a run that --source or --user narrows: sends what is asked for of the days that are not complete,
  // and leaves the ledger's days as they are, because what was not asked for is still to come.
  void deliver_filtered(const std::vector<day::DayFacts>& days);

 private:
  // Days that are complete are left out, or made undelivered for --resend if they were so before this run.
  [[nodiscard]] std::vector<day::DayFacts> open_days(const std::vector<day::DayFacts>& days);
  // What is left to do. Days that cannot be counted from one reading of what is left are counted here.
  [[nodiscard]] std::vector<day::Unit> incomplete_units(const std::vector<day::DayFacts>& days);
  enum class Worked { no, yes, split_it };
  [[nodiscard]] Worked work_on(const day::Unit& unit);
  // The first unit's sources first. Whether anything was worked on.
  [[nodiscard]] bool work_through(const std::vector<day::Unit>& units);
  void deliver_units(const std::vector<day::Unit>& units);
  void wait_for_others(Day first);

  job::World world_;
  read::Calendar& calendar_;
  DayPlanner& planner_;
  Deliverer& deliverer_;
  ScheduleOptions options_;
};

// The units of a dry run: as the ledger has recorded them, or as they would be cut. `ledger` may be null.
[[nodiscard]] std::vector<day::Unit> dry_units(const std::vector<day::DayFacts>& days, const config::Config& config,
                                               read::Calendar& calendar, ledger::Ledger* ledger, bool resend,
                                               log::Log& log);

}  // namespace sent::command::deliver
