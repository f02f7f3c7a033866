// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/day_planner.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "job/setup.hpp"
#include "job/unit_reader.hpp"
#include "model/failure.hpp"

namespace sent::command::deliver {

namespace {

// Each so many-th source is rendered to know how long events are.
constexpr std::size_t sample_step = 64;

// A megabyte at most for each day that is counted at a time.
constexpr std::size_t exact_users = std::size_t{1} << 16U;

void require_within(std::uint64_t limit, Day day, std::uint64_t events, const std::string& users) {
  if (limit == 0 || events <= limit) return;
  throw Failure(
      ExitCode::usage,
      fmt::format("planning {}: it comes to {} events{}, and job.max_events is {}", iso(day), events, users, limit),
      fmt::format(
          "nothing of the day was sent; see `run --date {} --dry-run --format summary`, then raise job.max_events",
          iso(day)));
}

}  // namespace

DayPlanner::DayPlanner(job::World world, encode::EventRules rules, job::EventFilter filter)
    : world_(std::move(world)), rules_(std::move(rules)), filter_(std::move(filter)), config_(world_.config) {
  config_.windows = {1, 1};
}

bool DayPlanner::knows(Day day) {
  if (known_.contains(day)) return true;
  const auto known = filter_.admits_all() ? world_.ledger.planned_events(day) : std::nullopt;
  if (!known) return false;
  require_within(world_.config.job.max_events, day, *known, "");
  note(day, *known);
  return true;
}

void DayPlanner::note(Day day, std::uint64_t events) {
  known_.insert(day);
  world_.progress.plan(day, events);
}

void DayPlanner::count(expand::ChunkUsage& usage, const day::DayFacts& day, survey::Survey& into) const {
  usage.each_told(day.ends_at, [&](const expand::SourceUsage& source) {
    if (!filter_.admits_source(source.source_id)) return;
    const auto workspace = encode::EventWriter::group_of(source);
    for (const auto user : source.recipients) {
      if (!filter_.admits_user(user)) continue;
      into.add({source.source_id, source.slug, workspace, user});
    }
  });
  into.close_source();
  encode::EventWriter writer(rules_, day.day, day.timestamp);
  usage.sample(day.ends_at, sample_step, [&](const expand::SourceUsage& source) {
    writer.begin_source(source);
    const std::size_t bytes = writer.event_for(source.recipients.front()).size() + 1;  // and the comma
    into.add_sample(source.recipients.size(), source.recipients.size() * bytes);
  });
}

void DayPlanner::settle(Day day, const survey::Survey& survey) {
  const config::Config::Sink& sink = world_.config.sink;
  const DayPlan plan = survey.plan(day, {sink.max_batch_events, sink.max_body_bytes});
  job::log_plan(world_.log, plan, sink);
  require_within(world_.config.job.max_events, day, plan.events, fmt::format(" for {} users", plan.users));
  if (filter_.admits_all()) world_.ledger.record_plan(plan);
  note(day, plan.events);
}

void DayPlanner::plan_ahead(const std::vector<day::Unit>& units) {
  if (units.empty()) return;
  world_.progress.enter(progress::Activity::planning);
  std::map<Day, survey::Survey> surveys;
  for (day::Unit unit : units) {
    std::erase_if(unit.days, [this](const day::UnitDay& day) { return known_.contains(day.facts.day); });
    (void)job::read_unit(unit, world_.usage, config_, world_.patience, world_.times,
                         [&](expand::ChunkUsage& usage, const day::UnitDay& day) {
                           world_.deadline.check();
                           count(usage, day.facts, surveys.try_emplace(day.facts.day, exact_users).first->second);
                         });
  }
  for (const auto& [day, survey] : surveys) settle(day, survey);
}

void DayPlanner::plan(expand::ChunkUsage& usage, const day::DayFacts& day) {
  if (knows(day.day)) return;
  const job::StageClock::Within expanding(world_.times, job::Stage::expanding);
  survey::Survey survey(exact_users);
  count(usage, day, survey);
  settle(day.day, survey);
}

}  // namespace sent::command::deliver
