// SPDX-License-Identifier: Apache-2.0

#include "command/dry_run/printer.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text/visible_text.hpp"

namespace sent::command::dry_run {

namespace {

using Format = deliver::DryRunFormat;

}  // namespace

Printer::Printer(const deliver::DryRun& options, const config::Config::Sink& sink, io::StandardOutput& out,
                 progress::RunProgress& progress)
    : options_(options),
      limits_{sink.max_batch_events, sink.max_body_bytes},
      max_event_bytes_(sink.max_event_bytes),
      out_(out),
      progress_(progress) {}

progress::Activity Printer::activity() const {
  return options_.format == Format::summary ? progress::Activity::planning : progress::Activity::printing;
}

bool Printer::may_be_sent(const job::StreamedEvent& event) {
  const bool is_oversized = event.json.size() > max_event_bytes_;
  if (event.refusal) {
    ++totals_.violating;
  } else if (is_oversized) {
    ++totals_.oversized;
  }
  return !event.refusal && !is_oversized;
}

void Printer::take(const job::StreamedEvent& event) {
  ++totals_.events;
  survey_.add({event.ids.source_id, event.slug, event.workspace, event.ids.user_id});
  if (!may_be_sent(event)) return;
  if (!batch_.empty() && !batch_.fits(event.json.size(), limits_)) close_batch();
  batch_.append(event.json, event.ids);
  if (options_.format == Format::ndjson || options_.format == Format::pretty) print_event(event.json);
}

void Printer::print_event(std::string_view json) {
  if (options_.limit && totals_.printed >= *options_.limit) return;
  ++totals_.printed;
  if (options_.format == Format::ndjson) return print(json);
  print(text::visible_json(nlohmann::ordered_json::parse(json).dump(2)));
}

void Printer::end_day() {
  if (!batch_.empty()) close_batch();
  out_.flush();
  show_progress();
  survey_.close_source();
  totals_.users = survey_.users();
  totals_.largest_workspaces = survey_.largest_workspaces();
}

void Printer::show_progress() {
  progress_.add(totals_.events - shown_);
  shown_ = totals_.events;
}

void Printer::close_batch() {
  show_progress();
  ++totals_.requests;
  totals_.bytes += batch_.body().size();
  if (options_.format == Format::batch) print_batch();
  batch_.clear();
}

// A batch that --limit cuts is printed up to the limit.
void Printer::print_batch() {
  const std::size_t room =
      options_.limit ? *options_.limit - std::min<std::size_t>(*options_.limit, totals_.printed) : batch_.events();
  if (room == 0) return;
  const std::size_t count = std::min(room, batch_.events());
  totals_.printed += count;
  print(count == batch_.events() ? batch_.body() : batch_.slice(0, count).body());
}

void Printer::print(std::string_view line) {
  out_.print(line);
  out_.print("\n");
}

}  // namespace sent::command::dry_run
