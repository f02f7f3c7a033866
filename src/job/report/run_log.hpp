// SPDX-License-Identifier: Apache-2.0

// What a run logs about its plan, its rows and its time. Thread-safe.

#pragma once

#include <span>

#include "config/config.hpp"
#include "job/counter_days.hpp"
#include "job/stage_clock.hpp"
#include "log/log.hpp"
#include "model/day_plan.hpp"
#include "model/finding.hpp"
#include "model/rows_read.hpp"
#include "ship/shipper.hpp"

namespace sent::job::report {

// How many events a day has, and the time and API calls that they cost.
void log_plan(log::Log& log, const DayPlan& plan, const config::Config::Sink& sink);
void log_findings(log::Log& log, const Findings& found);
void log_remarks(log::Log& log, std::span<const CounterDayRemark> remarks);
// What became of every row: read = used + out of scope + dirty.
void log_rows(log::Log& log, const RowsRead& rows, const Findings& found);
// Where the time went, by stage.
void log_stages(log::Log& log, const StageClock& times, const ship::ShippingCounts& sent);

}  // namespace sent::job::report
