// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/day_planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "job/report/run_log.hpp"
#include "model/failure.hpp"

namespace sent::command::deliver {

namespace {

// At most a megabyte for each day that is being counted.
constexpr std::size_t exact_users = std::size_t{1} << 16U;

void require_within(std::uint64_t limit, Day day, std::uint64_t events, const std::string& users) {
  if (limit == 0 || events <= limit) return;
  throw Failure(
      ExitCode::usage,
      fmt::format("planning {}: the day has {} events{}, and job.max_events is {}", iso(day), events, users, limit),
      fmt::format("look at `run --date {} --dry-run --format summary`, then raise job.max_events; no event of the day "
                  "was sent",
                  iso(day)));
}

bool has_all(const std::vector<SourceRange>& counted, const std::vector<SourceRange>& chunks) {
  return counted.size() == chunks.size() && std::ranges::all_of(chunks, [&](const SourceRange& chunk) {
           return std::ranges::find(counted, chunk) != counted.end();
         });
}

}  // namespace

DayPlanner::DayPlanner(const config::Config& config, ledger::Ledger& ledger, log::Log& log,
                       progress::RunProgress& progress, job::EventStream& stream)
    : config_(config), ledger_(ledger), log_(log), progress_(progress), stream_(stream) {}

bool DayPlanner::knows(Day day) {
  if (known_.contains(day)) return true;
  const auto known = stream_.is_whole() ? ledger_.planned_events(day) : std::nullopt;
  if (!known) return false;
  require_within(config_.job.max_events, day, *known, "");
  note(day, *known);
  return true;
}

void DayPlanner::note(Day day, std::uint64_t events) {
  known_.insert(day);
  counting_.erase(day);
  progress_.expect(day, events);
}

DayPlanner::Counting& DayPlanner::counting(Day day) {
  return counting_.try_emplace(day, Counting{{}, {}, survey::Survey(exact_users)}).first->second;
}

void DayPlanner::expect(Day day, const std::vector<ledger::ChunkState>& chunks) {
  progress_.know(day, chunks);
  std::vector<SourceRange> ranges;
  for (const ledger::ChunkState& chunk : chunks) ranges.push_back(chunk.range);
  expect(day, std::move(ranges));
}

void DayPlanner::expect(Day day, std::vector<SourceRange> chunks) {
  if (!known_.contains(day)) counting(day).chunks = std::move(chunks);
}

void DayPlanner::split(Day day, const SourceRange& chunk, const std::string& at) {
  if (known_.contains(day)) return;
  auto& chunks = counting(day).chunks;
  const auto found = std::ranges::find(chunks, chunk);
  if (found == chunks.end()) return;
  *found = {chunk.from, at};
  chunks.push_back({at, chunk.until});
}

void DayPlanner::settle(Day day, const survey::Survey& survey) {
  const config::Config::Sink& sink = config_.sink;
  const DayPlan plan = survey.plan(day, {sink.max_batch_events, sink.max_body_bytes});
  job::report::log_plan(log_, plan, sink);
  require_within(config_.job.max_events, day, plan.events, fmt::format(" for {} users", plan.users));
  if (stream_.is_whole()) ledger_.record_plan(plan);
  note(day, plan.events);
}

// A chunk that this worker lost and got back is not counted twice.
void DayPlanner::plan(expand::ChunkUsage& usage, const day::UnitDay& day, const SourceRange& chunk) {
  if (knows(day.facts.day)) return;
  Counting& of_day = counting(day.facts.day);
  if (std::ranges::find(of_day.counted, chunk) != of_day.counted.end()) return;
  stream_.count(usage, day.facts, of_day.survey);
  of_day.counted.push_back(chunk);
  if (has_all(of_day.counted, of_day.chunks)) return settle(day.facts.day, of_day.survey);
  progress_.expect(day.facts.day, of_day.survey.events() * of_day.chunks.size() / of_day.counted.size());
}

void DayPlanner::count_ahead(const std::vector<day::Unit>& units, const job::UnitReaders& readers,
                             const job::Deadline& deadline) {
  if (units.empty()) return;
  progress_.enter(progress::Activity::planning);
  std::map<Day, survey::Survey> surveys;
  for (day::Unit unit : units) {
    std::erase_if(unit.days, [this](const day::UnitDay& day) { return known_.contains(day.facts.day); });
    (void)readers.read(unit, [&](expand::ChunkUsage& usage, const day::UnitDay& day) {
      deadline.check();
      stream_.count(usage, day.facts, surveys.try_emplace(day.facts.day, exact_users).first->second);
    });
  }
  for (const auto& [day, survey] : surveys) settle(day, survey);
}

}  // namespace sent::command::deliver
