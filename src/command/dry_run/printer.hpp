// SPDX-License-Identifier: Apache-2.0

// Prints events in the format that a dry run's options ask for, and adds them up.

#pragma once

#include <cstdint>
#include <string>

#include "command/deliver/assignment.hpp"
#include "command/dry_run/summary.hpp"
#include "config/config.hpp"
#include "encode/batch.hpp"
#include "io/standard_output.hpp"
#include "job/event_stream.hpp"
#include "progress/run_progress.hpp"
#include "survey/survey.hpp"

namespace sent::command::dry_run {

// Forms the same batches as a run. Not thread-safe. Everything passed to its constructor must outlive it.
class Printer {
 public:
  // Writes to `out`. The format `summary` writes nothing.
  Printer(const deliver::DryRun& options, const config::Config::Sink& sink, io::StandardOutput& out,
          progress::RunProgress& progress);

  // Throws Failure(unexpected) if `out` cannot be written, as does end_day().
  void take(const job::StreamedEvent& event);
  // Call it at the end of each day of a unit, where a run closes its batch too.
  void end_day();

  // The totals of events, users and requests; the other fields are left empty.
  [[nodiscard]] const DryRunTotals& totals() const { return totals_; }
  // Its activity, for the progress display.
  [[nodiscard]] progress::Activity activity() const;

 private:
  [[nodiscard]] bool may_be_sent(const job::StreamedEvent& event);
  void show_progress();
  void close_batch();
  void print_event(std::string_view json);
  void print_batch();
  void print(std::string_view line);

  const deliver::DryRun& options_;
  encode::BatchLimits limits_;
  std::size_t max_event_bytes_;
  io::StandardOutput& out_;
  progress::RunProgress& progress_;
  DryRunTotals totals_;
  std::uint64_t shown_ = 0;  // events already shown in the progress display
  encode::Batch batch_;
  survey::Survey survey_{std::size_t{1} << 20U};  // which uses 18 MB at most
};

}  // namespace sent::command::dry_run
