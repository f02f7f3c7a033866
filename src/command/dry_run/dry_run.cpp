// SPDX-License-Identifier: Apache-2.0

#include "command/dry_run/dry_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>

#include "job/unit_reader.hpp"
#include "model/failure.hpp"
#include "survey/survey.hpp"
#include "text/visible_text.hpp"

namespace sent::command::dry_run {

namespace {

// Forms the same batches as a run does and prints what the options ask for.
class Printer {
 public:
  Printer(const deliver::DryRun& options, const config::Config::Sink& sink, io::StandardOutput& out,
          DryRunTotals& totals, progress::RunProgress& progress)
      : options_(options),
        limits_{sink.max_batch_events, sink.max_body_bytes},
        max_event_bytes_(sink.max_event_bytes),
        out_(out),
        totals_(totals),
        progress_(progress) {}

  void take(const job::StreamedEvent& event) {
    ++totals_.events;
    survey_.add({event.source_id, event.slug, event.workspace, event.user_id});
    if (!event.refusal.empty()) {
      ++totals_.violating;
      return;
    }
    if (event.json.size() > max_event_bytes_) {
      ++totals_.oversized;
      return;
    }
    if (!batch_.fits(event.json.size(), limits_)) close_batch();
    batch_.append(event.json);
    if (options_.format == deliver::DryRunFormat::batch || options_.format == deliver::DryRunFormat::summary) return;
    if (options_.limit && totals_.printed >= *options_.limit) return;
    ++totals_.printed;
    print(options_.format == deliver::DryRunFormat::ndjson
              ? event.json
              : text::visible_json(nlohmann::ordered_json::parse(event.json).dump(2)));
  }

  // At the end of each day, where a run closes its batch too.
  void end_day() {
    if (!batch_.empty()) close_batch();
    out_.flush();
    tell();
    survey_.close_source();
    totals_.users = survey_.users();
    totals_.largest_workspaces = survey_.largest_workspaces();
  }

 private:
  void tell() {
    progress_.add(totals_.events - told_);
    told_ = totals_.events;
  }

  void close_batch() {
    tell();
    ++totals_.requests;
    totals_.bytes += batch_.body().size();
    if (options_.format == deliver::DryRunFormat::batch) print_batch();
    batch_.clear();
  }

  // A batch that --limit cuts is printed as far as the limit goes.
  void print_batch() {
    const std::size_t room =
        options_.limit ? *options_.limit - std::min<std::size_t>(*options_.limit, totals_.printed) : batch_.events();
    if (room == 0) return;
    const std::size_t count = std::min(room, batch_.events());
    totals_.printed += count;
    print(count == batch_.events() ? std::string(batch_.body()) : std::string(batch_.slice(0, count).body()));
  }

  void print(std::string_view line) {
    out_.print(line);
    out_.print("\n");
  }

  const deliver::DryRun& options_;
  encode::BatchLimits limits_;
  std::size_t max_event_bytes_;
  io::StandardOutput& out_;
  DryRunTotals& totals_;
  progress::RunProgress& progress_;
  std::uint64_t told_ = 0;  // of the events
  encode::Batch batch_;
  survey::Survey survey_{std::size_t{1} << 20U};  // of which 18 MB are taken at most
};

// How many events a day has is guessed by its first chunk.
class Expectation {
 public:
  Expectation(const std::vector<day::Unit>& units, progress::RunProgress& progress)
      : units_(units.size()), progress_(progress) {
    std::map<Day, std::size_t> chunks;
    for (const day::Unit& unit : units) {
      for (const day::UnitDay& day : unit.days) ++chunks[day.facts.day];
    }
    for (const auto& [day, count] : chunks) progress_.know(day, count);
  }

  void counted(Day day, std::uint64_t events) { progress_.plan(day, (first_[day] += events) * units_); }

 private:
  std::size_t units_;
  progress::RunProgress& progress_;
  std::map<Day, std::uint64_t> first_;
};

}  // namespace

DryRunTotals dry_run(const deliver::DryRun& options, const DryRunWorld& world, const std::vector<day::Unit>& units,
                     const encode::EventRules& rules, const job::EventFilter& filter, io::StandardOutput& out,
                     Findings& findings) {
  DryRunTotals totals;
  Printer printer(options, world.config.sink, out, totals, world.progress);
  Expectation expectation(units, world.progress);
  const auto activity =
      options.format == deliver::DryRunFormat::summary ? progress::Activity::planning : progress::Activity::printing;
  for (const day::Unit& unit : units) {
    world.progress.enter(progress::Activity::reading, unit.days.front().facts.day, unit.days.front().chunk);
    const auto take = [&](expand::ChunkUsage& usage, const day::UnitDay& day) {
      const auto before = totals.events;
      world.progress.enter(activity, day.facts.day, day.chunk);
      job::each_event(usage, day.facts, rules, world.check, day.after, filter, world.times,
                      [&](const job::StreamedEvent& event) { printer.take(event); });
      printer.end_day();
      if (&unit == &units.front()) expectation.counted(day.facts.day, totals.events - before);
      world.progress.complete_chunk();
    };
    const job::Reading reading = job::read_unit(unit, world.usage, world.config, world.patience, world.times, take);
    findings.merge(reading.findings);
    totals.rows += reading.rows;
  }
  return totals;
}

}  // namespace sent::command::dry_run
