// SPDX-License-Identifier: Apache-2.0

#include "expand/chunk_usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "expand/fold.hpp"
#include "io/thread.hpp"
#include "model/failure.hpp"

namespace sent::expand {

namespace {

// Of the days before it: a day with less data than that is noted.
constexpr double few_calls_share = 0.6;

// How a reader ended. A reader that stopped because the other one failed counts as too large.
struct ReaderOutcome {
  bool is_too_large = false;
  std::exception_ptr failure = nullptr;
  bool is_interrupted = false;  // by a signal, or because the other reader failed
};

// A standby that cancels a read ends both connections, and says why only to the one that is being answered: the first.
void throw_failure_of(const ReaderOutcome& first, const ReaderOutcome& second) {
  for (const ReaderOutcome* outcome : {&first, &second}) {
    if (outcome->failure && !outcome->is_interrupted) std::rethrow_exception(outcome->failure);
  }
  if (first.is_too_large || second.is_too_large) throw ChunkTooLarge();
  for (const ReaderOutcome* outcome : {&first, &second}) {
    if (outcome->failure) std::rethrow_exception(outcome->failure);
  }
}

}  // namespace

ChunkUsage::ChunkUsage(std::unique_ptr<read::UsageSnapshot> snapshot, std::vector<day::DayFacts> targets,
                       ExpansionRules rules)
    : snapshot_(std::move(snapshot)),
      targets_(std::move(targets)),
      rules_(rules),
      budget_(rules.max_bytes),
      sources_share_(budget_),
      people_(budget_),
      destinations_(budget_),
      target_(targets_.front()) {}

void ChunkUsage::read_sources() {
  const auto bytes = [this] { return sources_.bytes(); };
  snapshot_->sources([&](const read::SourceRow& row) {
    ++rows_.others;
    sources_.add(row);
    sources_share_.watch(row.source_id.value_or("").size() + row.slug.value_or("").size(), bytes);
  });
  sources_.freeze();
  rows_.used += sources_.size();
  snapshot_->owners([&](const read::OwnerRow& row) {
    ++rows_.others;
    const RowUse use = sources_.add_owner(row);
    rows_.used += use == RowUse::used ? 1 : 0;
    rows_.out_of_scope += use == RowUse::out_of_scope ? 1 : 0;
    sources_share_.watch(row.owner_id.value_or("").size(), bytes);
  });
  sources_share_.hold(bytes());
  sources_.note_unknown_owners();
  day::Targets targets{{}, rules_.windows};
  for (const day::DayFacts& target : targets_) targets.days.push_back(target.day);
  methods_.emplace(read::Counters::calls, "method", sources_, targets, budget_);
  for (const auto method : base_methods) methods_->reserve(method);
  libraries_.emplace(read::Counters::library_calls, "library", sources_, targets, budget_);
}

// Reads about as many rows as the counters by method have.
void ChunkUsage::read_beside_methods() {
  people_.read(*snapshot_, sources_);
  destinations_.read(*snapshot_, sources_);
  libraries_->read(*snapshot_);
}

void ChunkUsage::read() {
  read_sources();
  const auto outcome_of = [this](auto&& part) -> ReaderOutcome {
    try {
      part();
      return {};
    } catch (const ChunkTooLarge&) {
      budget_.close();
      return {.is_too_large = true};
    } catch (const Failure& failure) {
      budget_.close();
      return {.failure = std::current_exception(), .is_interrupted = failure.code() == ExitCode::interrupted};
    } catch (...) {
      budget_.close();
      return {.failure = std::current_exception()};
    }
  };
  ReaderOutcome methods, others;
  {
    const auto second = io::start_thread("reading rows", [&] { others = outcome_of([&] { read_beside_methods(); }); });
    methods = outcome_of([&] { methods_->read(*snapshot_); });
  }
  throw_failure_of(methods, others);
}

// What merging needs on any day is known before the first one, so that a chunk turns out too large before anything of
// it is sent.
void ChunkUsage::reserve_people() {
  if (targets_.size() == 1) return;
  people_.reserve(sources_, targets_.front().ends_at, targets_.back().ends_at,
                  [this](SourceNo number) { return methods_->has_calls_on_a_target(number); });
}

bool ChunkUsage::advance_to(const day::DayFacts& target) {
  target_ = target;
  people_.forget_merged();
  try {
    if (snapshot_) {
      read();
      snapshot_.reset();
      reserve_people();
    } else {
      methods_->move_to(target.day);
      libraries_->move_to(target.day);
    }
    people_.merge(sources_, target_.ends_at, [this](SourceNo number) { return had_data(number); });
  } catch (const ChunkTooLarge&) {
    snapshot_.reset();
    return false;
  }
  return true;
}

void ChunkUsage::note_few_calls(double today, double weekly) {
  const int days_before = rules_.windows.weekly_days - 1;
  const double before = (weekly - today) / std::max(days_before, 1);
  if (before <= 0 || today >= few_calls_share * before) return;
  findings_.note(FindingKind::few_calls, Relation::source_calls, [&] {
    return fmt::format("day {}: {:.0f} calls, {:.0f} % of the mean of the {} days before", iso(target_.day), today,
                       100 * today / before, days_before);
  });
}

void ChunkUsage::fill_counters(SourceNo number) {
  usage_.methods.fill(0);
  const auto is_other = [&](NameNo name, std::int64_t calls) {
    // The base methods were reserved first, right behind `unnamed`.
    const auto place = static_cast<std::size_t>(name);
    if (place > base_methods.size()) return true;
    usage_.methods[place - 1] = calls;
    return false;
  };
  methods_->fill(number, is_other, usage_.other_methods);
  libraries_->fill(
      number, [](NameNo, std::int64_t) { return true; }, usage_.libraries);
}

bool ChunkUsage::fill_people(SourceNo number) {
  usage_.source_id = sources_.at(number).id;
  usage_.slug = sources_.at(number).slug;
  people_.fill(sources_, number, usage_);
  return !usage_.recipients.empty();
}

bool ChunkUsage::fill(SourceNo number, const Sums& calls) {
  usage_.calls_monthly = calls.monthly;
  usage_.calls_weekly = calls.weekly;
  fill_counters(number);
  destinations_.fill(number, target_.ends_at, usage_);
  return fold_properties(usage_, rules_.max_properties, rules_.extra_properties);
}

void ChunkUsage::note_missing_people(bool has_user) {
  const auto where = [this] {
    return fmt::format("source \"{}\", owner \"{}\"", usage_.source_id, usage_.owner_id.value_or(""));
  };
  // One whose users are all suppressed is as it should be.
  const bool has_people = has_user || usage_.collaborators > 0 || usage_.owners > 0;
  if (!has_people) findings_.note(FindingKind::source_without_user, Relation::sources, where);
  if (usage_.owner_kind == "user" && usage_.owners == 0) {
    findings_.note(FindingKind::user_without_himself, Relation::owner_members, where);
  }
}

void ChunkUsage::expand(const std::function<void(const SourceUsage&)>& take) {
  const auto id = [this] { return std::string(usage_.source_id); };
  double today = 0, weekly = 0;  // of all sources, which may exceed 64 bits
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const SourceNo number{i};
    const Sums calls = methods_->sums(number);
    today += static_cast<double>(calls.today);
    weekly += static_cast<double>(calls.weekly);
    if (calls.today <= 0) continue;
    const bool has_user = fill_people(number);
    note_missing_people(has_user);
    if (!has_user) continue;
    if (fill(number, calls)) findings_.note(FindingKind::properties_folded, Relation::sources, id);
    take(usage_);
  }
  note_few_calls(today, weekly);
}

void ChunkUsage::each_source(const std::function<void(const SourceUsage&)>& take) {
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    if (people_.has_recipients(SourceNo{i}) && fill_people(SourceNo{i})) take(usage_);
  }
}

void ChunkUsage::sample(std::size_t step, const std::function<void(const SourceUsage&)>& take) {
  std::size_t sources = 0;
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const SourceNo number{i};
    if (!people_.has_recipients(number) || sources++ % step != 0 || !fill_people(number)) continue;
    fill(number, methods_->sums(number));
    take(usage_);
  }
}

RowsRead ChunkUsage::rows() const {
  RowsRead all = rows_;
  all += people_.rows();
  all += destinations_.rows();
  if (!methods_) return all;
  all.calls = methods_->rows();
  all.library_calls = libraries_->rows();
  all.used += methods_->used() + libraries_->used();
  return all;
}

Findings ChunkUsage::findings() const {
  Findings all = sources_.findings();
  all.merge(people_.findings());
  all.merge(destinations_.findings());
  all.merge(findings_);
  if (!methods_) return all;
  all.merge(methods_->findings());
  all.merge(libraries_->findings());
  return all;
}

}  // namespace sent::expand
