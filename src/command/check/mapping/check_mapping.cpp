// SPDX-License-Identifier: Apache-2.0

#include "command/check/mapping/check_mapping.hpp"

#include <utility>

#include "command/check/checklist/attempt.hpp"
#include "command/check/mapping/day_zones.hpp"
#include "command/check/mapping/mapping_checks.hpp"
#include "day/units.hpp"
#include "job/event_stream.hpp"
#include "job/start/event_rules.hpp"
#include "job/start/expansion_rules.hpp"
#include "job/unit_reader.hpp"
#include "read/calendar.hpp"
#include "read/counters_session.hpp"
#include "read/postgres_usage_source.hpp"
#include "read/read_estimate.hpp"
#include "read/read_statement.hpp"
#include "tracking_plan/tracking_plan.hpp"

namespace sent::command::check::mapping {

namespace {

constexpr std::size_t sources_of_a_sample = 1000;
// Some seconds of the server's work.
constexpr double most_cost = 1'000'000;

DayRange window_of(const config::Config& config, Day day) {
  return {day - std::chrono::days{config.windows.monthly_days - 1}, day};
}

bool is_affordable(const config::Config& config, const read::FoundContract& contract, const SourceRange& sources,
                   Day day) {
  auto session = read::counters_session(read::counters_access(config), {});
  const DayRange window = window_of(config, day);
  const postgres::Parameters parameters{sources.from, sources.until, iso(window.first), iso(window.last)};
  double cost = 0;
  session.transaction("planning to read a sample", [&](postgres::Transaction& transaction) {
    cost = 0;
    for (const Relation relation : {Relation::source_calls, Relation::source_library_calls}) {
      cost += read::estimate(transaction, read::statement_that_reads(relation, contract).sql, parameters).cost;
    }
  });
  return cost <= most_cost;
}

MappingFacts read_sample(const config::Config& config, Clock& clock, const read::FoundContract& contract,
                         const day::Unit& unit) {
  const auto usage = read::make_postgres_usage_source(config, contract, {}, {.on_one_connection = true});
  job::StageClock times(clock);
  const job::UnitReaders readers(*usage, job::start::expansion_rules(config), retry::no_patience, times);
  job::SourceCheck plan(tracking_plan::load_tracking_plan(config.plan.directory));
  job::EventStream stream(job::start::event_rules(config, Uuid{}, false), {}, plan, times);
  MappingFacts facts{unit.days.front().facts.day, 0, !unit.range.until, {}, {}, {}};
  const job::Reading reading = readers.read(unit, [&](expand::ChunkUsage& chunk, const day::UnitDay& day) {
    stream.each(chunk, day, [&](const job::StreamedEvent&) { ++facts.events; });
  });
  facts.findings = reading.findings;
  facts.violations = plan.violations();
  return facts;
}

checklist::Checks judge_sample(const config::Config& config, Clock& clock, const day::DayFacts& day) {
  read::Calendar calendar(config, retry::no_patience);
  const auto contract = calendar.contract();
  const auto bounds = calendar.chunk_bounds(sources_of_a_sample);
  day::Unit unit{{std::nullopt, bounds.empty() ? std::nullopt : std::optional(bounds.front())}, {{day}}};
  if (!is_affordable(config, contract, unit.range, day.day)) {
    return {checklist::skipped("mapping",
                               "the server would read much more than a sample of the sources; a dry run "
                               "reports the same")};
  }
  MappingFacts facts = read_sample(config, clock, contract, unit);
  facts.remarks =
      job::counter_day_remarks(calendar, std::span(&day, 1), config.windows.monthly_days, calendar.now().today);
  return judge_mapping(facts);
}

}  // namespace

checklist::Checks check_mapping(const config::Config& config, Clock& clock, const day::DayFacts& day) {
  checklist::Checks checks;
  checklist::attempt(checks, "mapping", [&] {
    checklist::Checks all = check_day_zones(config);
    checklist::Checks of_sample = judge_sample(config, clock, day);
    const bool is_quiet = of_sample.front().outcome == checklist::CheckOutcome::ok;
    if (all.empty() || !is_quiet) checklist::add(all, std::move(of_sample));
    return all;
  });
  return checks;
}

}  // namespace sent::command::check::mapping
