// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/delivery_options.hpp"

#include "cli/command_line_failure.hpp"
#include "cli/day_range.hpp"
#include "model/failure.hpp"

namespace sent::command::deliver {

namespace {

const cli::Choices<DryRunFormat> formats{{"ndjson", DryRunFormat::ndjson},
                                         {"pretty", DryRunFormat::pretty},
                                         {"batch", DryRunFormat::batch},
                                         {"summary", DryRunFormat::summary}};

void declare_delivery(cli::Declaration& declaration, DeliveryOptions& options) {
  declaration.flag("--dry-run", options.dry_run, "print the events that would be sent; send and record nothing");
  declaration.choice("--format", formats, options.format, "output format of --dry-run; default: ndjson");
  declaration.count("--limit", options.limit, "with --dry-run: print at most this many events");
  declaration.texts("--source", "ID", options.sources, "only this source; may be repeated");
  declaration.texts("--user", "ID", options.users, "only this user; may be repeated");
  declaration.flag("--no-wait", options.no_wait, "exit with code 7 instead of waiting for other workers");
}

std::optional<DryRun> dry_run_of(const DeliveryOptions& options) {
  if (options.dry_run) return DryRun{options.format.value_or(DryRunFormat::ndjson), options.limit};
  if (options.format || options.limit) {
    throw cli::command_line_failure("--format and --limit require --dry-run");
  }
  return std::nullopt;
}

job::EventFilter filter_of(const DeliveryOptions& options) {
  return {{options.sources.begin(), options.sources.end()}, {options.users.begin(), options.users.end()}};
}

}  // namespace

void declare_run(cli::Declaration& declaration, RunOptions& options) {
  declaration.day("--date", options.date, "the day, as YYYY-MM-DD");
  declare_delivery(declaration, options.delivery);
}

void declare_backfill(cli::Declaration& declaration, BackfillOptions& options) {
  declaration.required_day("--from", options.from, "first day, as YYYY-MM-DD");
  declaration.required_day("--to", options.to, "last day, as YYYY-MM-DD");
  declaration.flag("--resend", options.resend, "send complete days again, with the same ids");
  declare_delivery(declaration, options.delivery);
}

Assignment assignment_of(const RunOptions& options) {
  Assignment assignment{
      {}, false, false, filter_of(options.delivery), !options.delivery.no_wait, dry_run_of(options.delivery)};
  if (options.date) assignment.days = DayRange{*options.date, *options.date};
  return assignment;
}

Assignment assignment_of(const BackfillOptions& options) {
  return {cli::range_of(options.from.value(), options.to.value()),
          true,
          options.resend,
          filter_of(options.delivery),
          !options.delivery.no_wait,
          dry_run_of(options.delivery)};
}

}  // namespace sent::command::deliver
