#include <cstdio>

#include "run/commands.hpp"
#include "run/line_reader.hpp"
#include "run/standard_output.hpp"
#include "tracking_plan/documents.hpp"
#include "tracking_plan/event_check.hpp"
#include "tracking_plan/event_stream_report.hpp"

namespace sent {

namespace {

// What was cut is not.
bool is_blank(std::string_view line) {
  return line.size() <= longest_event_text && line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string document(const TrackingPlan& plan, PlanFormat format) {
  switch (format) {
    case PlanFormat::segment: return segment_document(plan);
    case PlanFormat::json_schema: return json_schema_document(plan);
    case PlanFormat::markdown: return markdown_document(plan);
  }
  return {};
}

ExitCode validate(const TrackingPlan& plan, const std::string& file) {
  LineReader lines(file, longest_event_text);
  EventCheck check(plan);
  EventStreamReport report;
  std::uint64_t number = 0;
  while (const auto line = lines.next()) {
    ++number;
    if (!is_blank(*line)) print(report.take(number, check.check(*line)));
  }
  finish_output();
  std::fputs(report.summary().c_str(), stderr);
  return report.is_clean() ? ExitCode::complete : ExitCode::events_rejected;
}

}  // namespace

ExitCode execute_plan(const PlanCommand& command, const Config& config) {
  const TrackingPlan plan = load_tracking_plan(config.plan.directory);
  if (const auto* validation = std::get_if<PlanValidateCommand>(&command)) return validate(plan, validation->file);
  if (const auto* exported = std::get_if<PlanExportCommand>(&command)) {
    print(document(plan, exported->format));
  } else if (const auto* shown = std::get_if<PlanShowCommand>(&command)) {
    print(table_of(plan.at(shown->event)));
  } else {
    print(list_of(plan));
  }
  finish_output();
  return ExitCode::complete;
}

}  // namespace sent
