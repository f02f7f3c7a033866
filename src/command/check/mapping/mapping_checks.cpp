// SPDX-License-Identifier: Apache-2.0

#include "command/check/mapping/mapping_checks.hpp"

#include <fmt/format.h>

namespace sent::command::check::mapping {

namespace {

constexpr std::string_view mapping = "mapping";
constexpr std::string_view hint = "see docs/mapping.md; a dry run of the whole day counts all of them";

std::string described(const job::CounterDayRemark& remark) {
  const std::string_view relation = name_of(remark.relation), meaning = meaning_of(remark.kind).meaning;
  if (remark.kind == FindingKind::day_not_begun) return fmt::format("{}: {}", relation, meaning);
  return fmt::format("{}: {}: {} of those of {}; the first counter is of {}", relation, meaning, remark.days,
                     iso(remark.day), remark.first ? iso(*remark.first) : "no day");
}

checklist::Check passed(const MappingFacts& facts) {
  const std::string sample = facts.is_everything ? "" : " of a sample";
  if (facts.events == 0) {
    return checklist::passed(
        mapping, fmt::format("no source{} had data on {}, so only its rows could be judged", sample, iso(facts.day)));
  }
  return checklist::passed(mapping,
                           fmt::format("nothing unusual in {} events{} of {}", facts.events, sample, iso(facts.day)));
}

}  // namespace

checklist::Checks judge_mapping(const MappingFacts& facts) {
  checklist::Checks checks;
  const std::string_view where = facts.is_everything ? "" : " in a sample of the sources";
  facts.findings.each([&](FindingKind kind, Relation relation, const Findings::Entry& entry) {
    checks.push_back(checklist::warned(mapping,
                                       fmt::format("{}: {}: {}{}, such as {}", name_of(relation),
                                                   meaning_of(kind).meaning, entry.count, where, entry.example),
                                       std::string(hint)));
  });
  for (const auto& remark : facts.remarks) {
    checks.push_back(checklist::warned(mapping, described(remark), std::string(hint)));
  }
  for (const auto& [violation, noted] : facts.violations) {
    checks.push_back(checklist::failed(
        mapping, ExitCode::events_rejected,
        fmt::format("events violate the tracking plan: {}, but found {}: {} sources{}, such as {}", violation,
                    noted.found, noted.times, where, noted.example),
        "change the rule in plan.directory, or map what it asks for; a run would reject these events"));
  }
  if (checks.empty()) checks.push_back(passed(facts));
  return checks;
}

}  // namespace sent::command::check::mapping
