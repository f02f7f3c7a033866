// SPDX-License-Identifier: Apache-2.0

#include "progress/progress_ticker.hpp"

#include <utility>

#include "io/thread.hpp"

namespace sent::progress {

namespace {

void log_progress(log::Log& log, const ProgressReport& report) {
  log.info("progress", {{"activity", name_of(report.activity)},
                        {"day", iso(report.day)},
                        {"days_complete", report.days_complete},
                        {"days", report.days},
                        {"chunk", report.chunk},
                        {"chunks_complete", report.chunks_complete},
                        {"chunks", report.chunks},
                        {"events", report.events},
                        {"all_events", report.all_events},
                        {"events_per_second", report.events_per_second},
                        {"seconds_left", report.seconds_left}});
}

}  // namespace

ProgressTicker::ProgressTicker(const RunProgress& progress, Clock& clock, log::Log& log, Failed failed)
    : progress_(progress),
      clock_(clock),
      log_(log),
      failed_(std::move(failed)),
      thread_(io::start_thread("progress", [this](const std::stop_token& stop) {
        try {
          tick(stop);
        } catch (...) {
          failed_(std::current_exception());
        }
      })) {}

ProgressTicker::~ProgressTicker() {
  thread_.request_stop();
  thread_.join();
  log_.draw("");
}

void ProgressTicker::tick(const std::stop_token& stop) {
  const auto columns = log_.columns();
  const Clock::Time::duration interval = columns ? Clock::Time::duration(redraw_interval) : log_interval;
  while (true) {
    clock_.sleep_until(clock_.now() + interval, stop);
    if (stop.stop_requested()) return;
    const auto report = progress_.report();
    if (!report) continue;
    if (columns) {
      log_.draw(progress_line(*report, *columns));
    } else {
      log_progress(log_, *report);
    }
  }
}

}  // namespace sent::progress
