// SPDX-License-Identifier: Apache-2.0

#include "command/plan/plan_command.hpp"

#include "cli/placeholders.hpp"
#include "io/line_reader.hpp"
#include "tracking_plan/documents.hpp"
#include "tracking_plan/event_check.hpp"
#include "tracking_plan/event_stream_report.hpp"

namespace sent::command::plan {

namespace {

enum class PlanFormat { segment, json_schema, markdown };

const cli::Choices<PlanFormat> formats{
    {"segment", PlanFormat::segment}, {"json-schema", PlanFormat::json_schema}, {"markdown", PlanFormat::markdown}};

struct PlanOptions {
  std::string task;  // the inner command
  std::string event;
  PlanFormat format{};
  std::string file;  // "-" is standard input
};

void declare(cli::Declaration& declaration, PlanOptions& options) {
  declaration.command("list", options.task, "list the plan's events, one per line");
  declaration.command("show", options.task, "show the properties of one event as a table")
      .argument("EVENT", options.event, "its name, such as \"Sent Source Data\"");
  declaration.command("export", options.task, "print the whole plan as one document")
      .choice("--format", formats, options.format, "format of the document; segment suits Segment's Public API");
  declaration
      .command("validate", options.task,
               "check events, one JSON object per line; exits with 3 if any event violates the plan")
      .argument(cli::placeholder::file, options.file, "the events; - is standard input");
}

// A line that was cut is not blank.
bool is_blank(std::string_view line) {
  return line.size() <= tracking_plan::longest_event_text && line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string document(const tracking_plan::TrackingPlan& plan, PlanFormat format) {
  switch (format) {
    case PlanFormat::segment: return tracking_plan::segment_document(plan);
    case PlanFormat::json_schema: return tracking_plan::json_schema_document(plan);
    case PlanFormat::markdown: return tracking_plan::markdown_document(plan);
  }
  return {};
}

ExitCode validate(const tracking_plan::TrackingPlan& plan, const std::string& file, io::StandardOutput& out) {
  io::LineReader lines(file, tracking_plan::longest_event_text);
  tracking_plan::EventCheck check(plan);
  tracking_plan::EventStreamReport report;
  std::uint64_t number = 0;
  while (const auto line = lines.next()) {
    ++number;
    if (!is_blank(*line)) out.print(report.take(number, check.check(*line)));
  }
  out.flush();
  io::print_note(report.summary());
  return report.is_clean() ? ExitCode::complete : ExitCode::events_rejected;
}

ExitCode execute(const PlanOptions& options, const config::Config& config, io::StandardOutput& out) {
  const tracking_plan::TrackingPlan plan = tracking_plan::load_tracking_plan(config.plan.directory);
  if (options.task == "validate") return validate(plan, options.file, out);
  if (options.task == "export") {
    out.print(document(plan, options.format));
  } else if (options.task == "show") {
    out.print(tracking_plan::table_of(plan.at(options.event)));
  } else {
    out.print(tracking_plan::list_of(plan));
  }
  return ExitCode::complete;
}

Order order(const PlanOptions& options) {
  return {config::Need::no_receiver,
          EndsAtOnce{[options](const config::Config& config, log::Log&, io::StandardOutput& out) {
            return execute(options, config, out);
          }},
          {}};
}

}  // namespace

Definition make_plan_command() {
  return define<PlanOptions>({"plan", "show the tracking plan, or check events against it", {"plan"}, {}}, declare,
                             order);
}

}  // namespace sent::command::plan
