// SPDX-License-Identifier: Apache-2.0

#include "command/plan/plan_command.hpp"

#include <functional>
#include <optional>

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

// Each inner command fills what it needs and is itself the task.
struct PlanOptions {
  std::function<ExitCode(const PlanOptions&, const tracking_plan::TrackingPlan&, io::StandardOutput&)> task;
  std::optional<std::string> event;
  std::optional<PlanFormat> format;
  std::optional<std::string> file;  // "-" is standard input
};

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

ExitCode list(const PlanOptions&, const tracking_plan::TrackingPlan& plan, io::StandardOutput& out) {
  out.print(tracking_plan::list_of(plan));
  return ExitCode::complete;
}

ExitCode show(const PlanOptions& options, const tracking_plan::TrackingPlan& plan, io::StandardOutput& out) {
  out.print(tracking_plan::table_of(plan.at(options.event.value())));
  return ExitCode::complete;
}

ExitCode export_whole(const PlanOptions& options, const tracking_plan::TrackingPlan& plan, io::StandardOutput& out) {
  out.print(document(plan, options.format.value()));
  return ExitCode::complete;
}

ExitCode validate(const PlanOptions& options, const tracking_plan::TrackingPlan& plan, io::StandardOutput& out) {
  io::LineReader lines(options.file.value(), tracking_plan::longest_event_text);
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

void declare(cli::Declaration& declaration, PlanOptions& options) {
  const auto task = [&](auto work) { return [&options, work] { options.task = work; }; };
  declaration.command("list", "list the plan's events, one per line", task(list));
  declaration.command("show", "show the properties of one event as a table", task(show))
      .argument("EVENT", options.event, "its name, such as \"Sent Source Data\"");
  declaration.command("export", "print the whole plan as one document", task(export_whole))
      .required_choice("--format", formats, options.format,
                       "format of the document; segment suits Segment's Public API");
  declaration
      .command("validate", "check events, one JSON object per line; exits with 3 if any event violates the plan",
               task(validate))
      .argument(cli::placeholder::file, options.file, "the events; - is standard input");
}

Order order(const PlanOptions& options) {
  return {config::Need::no_receiver,
          EndsAtOnce{[options](const config::Config& config, log::Log&, io::StandardOutput& out) {
            return options.task(options, tracking_plan::load_tracking_plan(config.plan.directory), out);
          }},
          {}};
}

}  // namespace

Definition make_plan_command() {
  return define<PlanOptions>({"plan", "show the tracking plan, or check events against it", {"plan"}, {}}, declare,
                             order);
}

}  // namespace sent::command::plan
