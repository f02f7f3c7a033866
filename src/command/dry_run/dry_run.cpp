// SPDX-License-Identifier: Apache-2.0

#include "command/dry_run/dry_run.hpp"

#include <map>

namespace sent::command::dry_run {

namespace {

// A run sends the whole chunk if what was settled of it changed.
day::UnitDay left_of(const job::EventStream& stream, expand::ChunkUsage& usage, day::UnitDay day) {
  if (day.settled != SettledPart{} && !stream.tally(usage, day).agrees_with(day.settled)) day.settled = {};
  return day;
}

// Estimates how many events a day has by its first chunk.
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

  void counted(Day day, std::uint64_t events) { progress_.expect(day, (first_[day] += events) * units_); }

 private:
  std::size_t units_;
  progress::RunProgress& progress_;
  std::map<Day, std::uint64_t> first_;
};

}  // namespace

DryRunTotals dry_run(const std::vector<day::Unit>& units, const job::UnitReaders& readers, job::EventStream& stream,
                     Printer& printer, progress::RunProgress& progress) {
  Expectation expectation(units, progress);
  Findings findings;
  RowsRead rows;
  for (const day::Unit& unit : units) {
    progress.enter(progress::Activity::reading, unit.days.front().facts.day, unit.days.front().chunk);
    const job::Reading reading = readers.read(unit, [&](expand::ChunkUsage& usage, const day::UnitDay& day) {
      const std::uint64_t before = printer.totals().events;
      progress.enter(printer.activity(), day.facts.day, day.chunk);
      stream.each(usage, left_of(stream, usage, day), [&](const job::StreamedEvent& event) { printer.take(event); });
      printer.end_day();
      if (&unit == &units.front()) expectation.counted(day.facts.day, printer.totals().events - before);
      progress.complete_chunk();
    });
    findings.merge(reading.findings);
    rows += reading.rows;
  }
  DryRunTotals totals = printer.totals();
  totals.findings = findings;
  totals.rows = rows;
  return totals;
}

}  // namespace sent::command::dry_run
