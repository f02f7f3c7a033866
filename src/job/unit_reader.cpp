// SPDX-License-Identifier: Apache-2.0

#include "job/unit_reader.hpp"

#include <limits>
#include <utility>
#include <vector>

namespace sent::job {

UnitReader::UnitReader(const day::Unit& unit, read::UsageSource& source, expand::ExpansionRules rules,
                       retry::Patience patience, StageClock& times)
    : unit_(unit), source_(source), rules_(rules), patience_(std::move(patience)), times_(times) {}

void UnitReader::open() {
  std::vector<day::DayFacts> targets;
  for (const day::UnitDay& day : unit_.days) targets.push_back(day.facts);
  usage_.emplace(source_.open(unit_.range), std::move(targets), rules_);
}

void UnitReader::abandon() {
  findings_ = findings();
  rows_ = rows();
  usage_.reset();
}

// Whether it is small enough.
bool UnitReader::read_at_once() {
  const auto read = [&] {
    open();
    return usage_->advance_to(unit_.days.front().facts);
  };
  return retry::ask_patiently(patience_, read, [this] { abandon(); });
}

bool UnitReader::read() {
  while (!read_at_once()) {
    split_point_ = usage_->middle();
    const auto source = usage_->only_source();
    usage_.reset();
    if (split_point_) return false;
    findings_.note(FindingKind::source_beyond_memory, Relation::sources,
                   [&] { return source.value_or("a chunk without sources"); });
    rules_.max_bytes = std::numeric_limits<std::size_t>::max();
  }
  return true;
}

expand::ChunkUsage* UnitReader::advance_to(std::size_t day) {
  const StageClock::Within reading(times_, Stage::reading);
  const bool fits = usage_ ? usage_->advance_to(unit_.days[day].facts) : read();
  return fits ? &*usage_ : nullptr;
}

Findings UnitReader::findings() const {
  Findings all = findings_;
  if (usage_) all.merge(usage_->findings());
  return all;
}

RowsRead UnitReader::rows() const {
  RowsRead all = rows_;
  if (usage_) all += usage_->rows();
  return all;
}

UnitReaders::UnitReaders(read::UsageSource& source, expand::ExpansionRules rules, retry::Patience patience,
                         StageClock& times)
    : source_(source), rules_(rules), patience_(std::move(patience)), times_(times) {}

UnitReader UnitReaders::open(const day::Unit& unit) const { return {unit, source_, rules_, patience_, times_}; }

Reading UnitReaders::read(const day::Unit& unit,
                          const std::function<void(expand::ChunkUsage&, const day::UnitDay&)>& take) const {
  UnitReader reader = open(unit);
  for (std::size_t i = 0; i < unit.days.size(); ++i) {
    expand::ChunkUsage* const usage = reader.advance_to(i);
    if (usage == nullptr) {
      Reading all{reader.findings(), reader.rows()};
      for (const day::Unit& part : day::split(unit, reader.split_point())) {
        const Reading of_part = read(part, take);
        all.findings.merge(of_part.findings);
        all.rows += of_part.rows;
      }
      return all;
    }
    take(*usage, unit.days[i]);
  }
  return {reader.findings(), reader.rows()};
}

}  // namespace sent::job
