// SPDX-License-Identifier: Apache-2.0

#include "command/plan/plan_command.hpp"

#include <cstdio>

#include "io/line_reader.hpp"
#include "io/standard_output.hpp"
#include "tracking_plan/documents.hpp"
#include "tracking_plan/event_check.hpp"
#include "tracking_plan/event_stream_report.hpp"

namespace sent::command::plan {

namespace {

// What was cut is not.
bool is_blank(std::string_view line) {
  return line.size() <= tracking_plan::longest_event_text && line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string document(const tracking_plan::TrackingPlan& plan, cli::PlanFormat format) {
  switch (format) {
    case cli::PlanFormat::segment: return tracking_plan::segment_document(plan);
    case cli::PlanFormat::json_schema: return tracking_plan::json_schema_document(plan);
    case cli::PlanFormat::markdown: return tracking_plan::markdown_document(plan);
  }
  return {};
}

ExitCode validate(const tracking_plan::TrackingPlan& plan, const std::string& file) {
  io::LineReader lines(file, tracking_plan::longest_event_text);
  tracking_plan::EventCheck check(plan);
  tracking_plan::EventStreamReport report;
  std::uint64_t number = 0;
  while (const auto line = lines.next()) {
    ++number;
    if (!is_blank(*line)) io::print(report.take(number, check.check(*line)));
  }
  io::finish_output();
  std::fputs(report.summary().c_str(), stderr);
  return report.is_clean() ? ExitCode::complete : ExitCode::events_rejected;
}

}  // namespace

ExitCode execute_plan(const cli::PlanCommand& command, const config::Config& config) {
  const tracking_plan::TrackingPlan plan = tracking_plan::load_tracking_plan(config.plan.directory);
  if (const auto* validation = std::get_if<cli::PlanValidateCommand>(&command)) return validate(plan, validation->file);
  if (const auto* exported = std::get_if<cli::PlanExportCommand>(&command)) {
    io::print(document(plan, exported->format));
  } else if (const auto* shown = std::get_if<cli::PlanShowCommand>(&command)) {
    io::print(tracking_plan::table_of(plan.at(shown->event)));
  } else {
    io::print(tracking_plan::list_of(plan));
  }
  io::finish_output();
  return ExitCode::complete;
}

}  // namespace sent::command::plan
