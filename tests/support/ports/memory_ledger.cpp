// SPDX-License-Identifier: Apache-2.0

#include "support/ports/memory_ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "model/failure.hpp"

namespace sent::tests {

namespace {

using Chunk = LedgerContents::Chunk;

bool holds(const SourceRange& range, const std::string& source) {
  return (!range.from || *range.from <= source) && (!range.until || source < *range.until);
}

bool is_complete(const std::vector<Chunk>& chunks) {
  return !chunks.empty() && std::ranges::all_of(chunks, [](const Chunk& chunk) { return chunk.state.complete; });
}

std::vector<Chunk> cut_at(std::span<const std::string> bounds) {
  std::vector<Chunk> chunks(bounds.size() + 1);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    chunks[i].state.number = static_cast<int>(i);
    if (i > 0) chunks[i].state.range.from = bounds[i - 1];
    if (i < bounds.size()) chunks[i].state.range.until = bounds[i];
  }
  return chunks;
}

[[noreturn]] void lost(const ledger::Claim& claim) {
  throw Failure(ExitCode::day_held_elsewhere, fmt::format("recording progress of chunk {} of {}: another worker has it",
                                                          claim.chunk, iso(claim.day)));
}

}  // namespace

template <typename Work>
auto MemoryLedger::call(Work work) {
  std::lock_guard lock(mutex_);
  ++calls_;
  fail_if_broken(BrokenLedgerCall::Lost::call);
  if constexpr (std::is_void_v<decltype(work())>) {
    work();
    fail_if_broken(BrokenLedgerCall::Lost::answer);
  } else {
    auto answer = work();
    fail_if_broken(BrokenLedgerCall::Lost::answer);
    return answer;
  }
}

// One worker's.
class MemoryLedger::Port final : public ledger::Ledger {
 public:
  Port(MemoryLedger& home, std::string worker) : home_(home), worker_(std::move(worker)) {}

  Uuid name_space() override { return Uuid{7}; }

  std::optional<Day> first_day() override {
    return home_.call([&]() -> std::optional<Day> {
      if (days().empty()) return std::nullopt;
      return days().begin()->first;
    });
  }

  std::set<Day> complete_days(DayRange range) override {
    return home_.call([&] {
      std::set<Day> complete;
      for (const auto& [day, of_day] : days()) {
        if (range.contains(day) && is_complete(of_day.chunks)) complete.insert(day);
      }
      return complete;
    });
  }

  std::vector<ledger::ChunkState> open_day(Day day, std::span<const std::string> bounds) override {
    return home_.call([&] {
      auto& chunks = days()[day].chunks;
      if (chunks.empty()) chunks = cut_at(bounds);
      return states(day);
    });
  }

  std::vector<ledger::ChunkState> chunks(Day day) override {
    return home_.call([&] { return states(day); });
  }

  void reopen_day(Day day, ledger::RunNo run) override {
    home_.call([&] {
      auto& of_day = days()[day];
      const std::int64_t began = run_of(run).started_at;
      const auto was_complete = [&](const Chunk& chunk) { return chunk.completed_at && *chunk.completed_at < began; };
      if (of_day.chunks.empty() || !std::ranges::all_of(of_day.chunks, was_complete)) return;
      for (Chunk& chunk : of_day.chunks) {
        chunk = {{chunk.state.number, chunk.state.range, std::nullopt, 0, 0, false}, chunk.fence + 1, {}, {}};
      }
      of_day.plan.reset();
      of_day.rejected.clear();
    });
  }

  std::optional<std::uint64_t> planned_events(Day day) override {
    return home_.call([&]() -> std::optional<std::uint64_t> {
      const auto found = days().find(day);
      if (found == days().end() || !found->second.plan) return std::nullopt;
      return found->second.plan->events;
    });
  }

  void record_plan(const DayPlan& plan) override {
    home_.call([&] {
      const auto found = days().find(plan.day);
      if (found != days().end()) found->second.plan = plan;
    });
  }

  std::optional<ledger::Claim> claim(Day day, int number) override {
    return home_.call([&]() -> std::optional<ledger::Claim> {
      Chunk* const chunk = find(day, number);
      if (chunk == nullptr || chunk->state.complete) return std::nullopt;
      const auto& lease = chunk->lease;
      if (lease && lease->until > home_.clock_.now() && lease->worker != worker_) return std::nullopt;
      chunk->lease = {worker_, lease_end()};
      return ledger::Claim{day, number, ++chunk->fence, chunk->state.after};
    });
  }

  void record(const ledger::Claim& claim, const ledger::Progress& progress) override {
    home_.call([&] {
      Chunk* const chunk = find(claim);
      if (chunk == nullptr || chunk->state.complete) lost(claim);
      const bool has_news = progress.through || progress.delivered > 0 || !progress.rejected.empty();
      if (has_news) chunk->lease = {worker_, lease_end()};
      auto& state = chunk->state;
      if (!progress.through || (state.after && *state.after >= *progress.through)) return;
      state.after = progress.through;
      state.delivered += progress.delivered;
      state.rejected += progress.rejected.size();
      for (const Rejection& event : progress.rejected) {
        days()[claim.day].rejected[{event.source_id, event.user_id}] = event;
      }
    });
  }

  void complete(const ledger::Claim& claim) override {
    home_.call([&] {
      Chunk* const chunk = find(claim);
      if (chunk == nullptr) lost(claim);
      chunk->state.complete = true;
      chunk->lease.reset();
      if (!chunk->completed_at) chunk->completed_at = ++home_.contents_.moments;
    });
  }

  void release(const ledger::Claim& claim) override {
    home_.call([&] {
      Chunk* const chunk = find(claim);
      if (chunk != nullptr) chunk->lease.reset();
    });
  }

  void split(const ledger::Claim& claim, const std::string& at) override {
    home_.call([&] {
      Chunk* const chunk = find(claim);
      if (chunk == nullptr || chunk->state.complete || !holds(chunk->state.range, at)) return;
      if (chunk->state.range.from == at) return;
      if (chunk->state.after && chunk->state.after->source_id >= at) return;
      auto& chunks = days()[claim.day].chunks;
      Chunk upper;
      upper.state.number = static_cast<int>(chunks.size());
      upper.state.range = {at, std::exchange(chunk->state.range.until, at)};
      chunks.push_back(upper);
    });
  }

  void renew(std::span<const ledger::Claim> claims) override {
    home_.call([&] {
      for (const ledger::Claim& claim : claims) {
        Chunk* const chunk = find(claim);
        if (chunk != nullptr && chunk->lease) chunk->lease->until = lease_end();
      }
    });
  }

  std::uint64_t rejected_count(DayRange range) override {
    return home_.call([&] {
      std::uint64_t count = 0;
      for (const auto& [day, of_day] : days()) count += range.contains(day) ? of_day.rejected.size() : 0;
      return count;
    });
  }

  std::vector<Day> rejected_days() override {
    return home_.call([&] {
      std::vector<Day> found;
      for (const auto& [day, of_day] : days()) {
        if (!of_day.rejected.empty()) found.push_back(day);
      }
      return found;
    });
  }

  std::vector<Rejection> rejected_events(Day day, const std::optional<Position>& after, std::size_t limit,
                                         std::size_t bytes) override {
    return home_.call([&] {
      std::vector<Rejection> page;
      const auto& rejected = days()[day].rejected;
      std::size_t before = 0;
      for (auto event = after ? rejected.upper_bound(*after) : rejected.begin();
           event != rejected.end() && page.size() < limit && before < bytes; ++event) {
        page.push_back(event->second);
        before += event->second.payload.size();
      }
      return page;
    });
  }

  void record_replay(Day day, const ledger::Replayed& replayed) override {
    home_.call([&] {
      auto& of_day = days()[day];
      for (const Position& event : replayed.accepted) {
        if (of_day.rejected.erase(event) == 0) continue;
        for (Chunk& chunk : of_day.chunks) {
          if (!holds(chunk.state.range, event.source_id)) continue;
          ++chunk.state.delivered;
          --chunk.state.rejected;
        }
      }
      for (const Rejection& event : replayed.rejected) {
        const auto kept = of_day.rejected.find({event.source_id, event.user_id});
        if (kept != of_day.rejected.end()) kept->second = event;
      }
    });
  }

  ledger::RunNo begin_run(const ledger::RunStart& start) override {
    return home_.call([&] {
      auto& runs = home_.contents_.runs;
      auto run = std::ranges::find(runs, worker_, &LedgerContents::Run::worker);
      if (run == runs.end()) run = runs.insert(run, {start, worker_, ++home_.contents_.moments, std::nullopt});
      return ledger::RunNo{run - runs.begin() + 1};
    });
  }

  void end_run(ledger::RunNo run, int exit_code, std::uint64_t delivered, std::uint64_t rejected) override {
    home_.call([&] { run_of(run).end = {exit_code, delivered, rejected}; });
  }

 private:
  [[nodiscard]] std::map<Day, LedgerContents::OfDay>& days() { return home_.contents_.days; }
  [[nodiscard]] LedgerContents::Run& run_of(ledger::RunNo run) {
    return home_.contents_.runs.at(static_cast<std::size_t>(run) - 1);
  }
  [[nodiscard]] Clock::Time lease_end() const { return home_.clock_.now() + home_.lease_; }

  [[nodiscard]] Chunk* find(Day day, int number) {
    const auto found = days().find(day);
    if (found == days().end() || static_cast<std::size_t>(number) >= found->second.chunks.size()) return nullptr;
    return &found->second.chunks[static_cast<std::size_t>(number)];
  }
  // Null when the claim no longer stands.
  [[nodiscard]] Chunk* find(const ledger::Claim& claim) {
    Chunk* const chunk = find(claim.day, claim.chunk);
    return chunk != nullptr && chunk->fence == claim.fence ? chunk : nullptr;
  }

  [[nodiscard]] std::vector<ledger::ChunkState> states(Day day) {
    std::vector<ledger::ChunkState> states;
    const auto found = days().find(day);
    if (found == days().end()) return states;
    for (const Chunk& chunk : found->second.chunks) states.push_back(chunk.state);
    std::ranges::sort(states, {}, [](const ledger::ChunkState& state) { return state.range.from; });
    return states;
  }

  MemoryLedger& home_;
  std::string worker_;
};

std::unique_ptr<ledger::Ledger> MemoryLedger::open(const std::string& worker) {
  return std::make_unique<Port>(*this, worker);
}

void MemoryLedger::fail_if_broken(BrokenLedgerCall::Lost lost) const {
  if (!broken_ || broken_->lost != lost) return;
  if (calls_ != broken_->number && (!broken_->and_all_later || calls_ < broken_->number)) return;
  const std::string what = fmt::format("call {} is lost", calls_);
  if (!broken_->code) throw std::logic_error(what);
  throw Failure(*broken_->code, what);
}

void MemoryLedger::break_call(BrokenLedgerCall how) {
  std::lock_guard lock(mutex_);
  broken_ = how;
  calls_ = 0;
}

void MemoryLedger::mend() {
  std::lock_guard lock(mutex_);
  broken_.reset();
  calls_ = 0;
}

int MemoryLedger::calls() const {
  std::lock_guard lock(mutex_);
  return calls_;
}

LedgerContents MemoryLedger::contents() const {
  std::lock_guard lock(mutex_);
  return contents_;
}

void MemoryLedger::let_leases_run_out() {
  std::lock_guard lock(mutex_);
  for (auto& [day, of_day] : contents_.days) {
    for (Chunk& chunk : of_day.chunks) {
      if (chunk.lease) chunk.lease->until = clock_.now();
    }
  }
}

void MemoryLedger::go_back_to(LedgerContents earlier) {
  std::lock_guard lock(mutex_);
  contents_ = std::move(earlier);
}

}  // namespace sent::tests
