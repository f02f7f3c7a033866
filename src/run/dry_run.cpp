#include "run/dry_run.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "model/failure.hpp"
#include "model/visible_text.hpp"
#include "report/survey.hpp"
#include "run/unit_reader.hpp"

namespace sent {

namespace {

// Forms the same batches as a run does and prints what the options ask for.
class Printer {
 public:
  Printer(const DryRun& options, const Config::Sink& sink, std::FILE* out, DryRunTotals& totals)
      : options_(options),
        limits_{sink.max_batch_events, sink.max_body_bytes},
        max_event_bytes_(sink.max_event_bytes),
        out_(out),
        totals_(totals) {}

  void take(const StreamedEvent& event) {
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
    if (options_.format == DryRunFormat::batch || options_.format == DryRunFormat::summary) return;
    if (options_.limit && totals_.printed >= *options_.limit) return;
    ++totals_.printed;
    print(options_.format == DryRunFormat::ndjson
              ? std::string(event.json)
              : visible_json(nlohmann::ordered_json::parse(event.json).dump(2)));
  }

  // At the end of each day, where a run closes its batch too.
  void end_day() {
    if (!batch_.empty()) close_batch();
    if (std::fflush(out_) != 0) fail();
    survey_.close_source();
    totals_.users = survey_.users();
    totals_.largest_workspaces = survey_.largest_workspaces();
  }

 private:
  void close_batch() {
    ++totals_.requests;
    totals_.bytes += batch_.body().size();
    if (options_.format == DryRunFormat::batch) print_batch();
    batch_.clear();
  }

  // A batch that --limit cuts is printed as far as the limit goes.
  void print_batch() {
    const std::size_t room =
        options_.limit ? *options_.limit - std::min<std::size_t>(*options_.limit, totals_.printed)
                       : batch_.events();
    if (room == 0) return;
    const std::size_t count = std::min(room, batch_.events());
    totals_.printed += count;
    print(count == batch_.events() ? std::string(batch_.body()) : std::string(batch_.slice(0, count).body()));
  }

  void print(const std::string& line) {
    if (std::fwrite(line.data(), 1, line.size(), out_) != line.size() || std::fputc('\n', out_) == EOF) fail();
  }

  [[noreturn]] static void fail() {
    throw Failure(ExitCode::unexpected, "writing the events to standard output: it cannot be written");
  }

  const DryRun& options_;
  BatchLimits limits_;
  std::size_t max_event_bytes_;
  std::FILE* out_;
  DryRunTotals& totals_;
  Batch batch_;
  Survey survey_{std::size_t{1} << 20U};  // of which 18 MB are taken at most
};

}  // namespace

DryRunTotals dry_run(const DryRun& options, const Config& config, UsageSource& source,
                     const std::vector<Unit>& units, const EventRules& rules, SourceCheck& check,
                     const EventFilter& filter, const Patience& patience, StageClock& times, std::FILE* out, Findings& findings) {
  DryRunTotals totals;
  Printer printer(options, config.sink, out, totals);
  for (const Unit& unit : units) {
    const Reading reading = read_unit(unit, source, config, patience, times, [&](ChunkUsage& usage, const UnitDay& day) {
      each_event(usage, day.facts, rules, check, day.after, filter, times,
                 [&](const StreamedEvent& event) { printer.take(event); });
      printer.end_day();
    });
    findings.merge(reading.findings);
    totals.rows += reading.rows;
  }
  return totals;
}

}  // namespace sent
