// SPDX-License-Identifier: Apache-2.0

// The port to a ledger in memory, and how its calls count; memory_ledger.cpp has the faults.

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "model/failure.hpp"
#include "support/ports/memory_ledger.hpp"

namespace sent::tests {

namespace {

using Chunk = LedgerContents::Chunk;

// As ledger::standing_of().
enum class Standing { moves, repeated, lost, behind };

void require_standing(Standing standing, const ledger::Claim& claim) {
  if (standing == Standing::moves || standing == Standing::repeated) return;
  throw Failure(ExitCode::day_held_elsewhere,
                fmt::format("recording progress of chunk {} of {}: {}", claim.chunk, iso(claim.day),
                            standing == Standing::lost ? "another worker has it" : "the ledger went back"));
}

}  // namespace

template <typename Work>
auto MemoryLedger::call(Work work) {
  std::lock_guard lock(mutex_);
  ++calls_;
  fail_if_broken(BrokenLedgerCall::Lost::call);
  if constexpr (std::is_void_v<decltype(work())>) {
    work();
    remember();
    fail_if_broken(BrokenLedgerCall::Lost::answer);
  } else {
    auto answer = work();
    remember();
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

  std::set<Day> complete_days(DayRange range, std::optional<ledger::ResendNo> resend) override {
    const auto generation = resend ? static_cast<std::int64_t>(*resend) : 0;
    return home_.call([&] {
      std::set<Day> complete;
      for (const auto& [day, of_day] : days()) {
        const bool is_begun = range.contains(day) && of_day.generation >= generation;
        if (is_begun && is_complete(of_day.chunks)) complete.insert(day);
      }
      return complete;
    });
  }

  std::vector<ledger::ChunkState> open_day(Day day, std::span<const std::string> bounds,
                                           const DayRules& rules) override {
    return home_.call([&] {
      auto& of_day = days()[day];
      if (!of_day.rules) of_day.rules = rules;
      if (of_day.chunks.empty()) of_day.chunks = cut_at(bounds);
      return chunk_states(home_.contents_, day);
    });
  }

  std::optional<DayRules> day_rules(Day day) override {
    return home_.call([&]() -> std::optional<DayRules> {
      const auto found = days().find(day);
      return found == days().end() ? std::nullopt : found->second.rules;
    });
  }

  std::vector<ledger::ChunkState> chunks(Day day) override {
    return home_.call([&] { return chunk_states(home_.contents_, day); });
  }

  ledger::ResendNo join_resend(ledger::RunNo run) override {
    return home_.call([&] {
      LedgerContents::Run* const found = find(run);
      if (found == nullptr)
        throw Failure(ExitCode::database_unavailable, "joining a --resend: the ledger has lost the run");
      LedgerContents::Run& mine = *found;
      const auto own_number = static_cast<std::int64_t>(run);
      if (!mine.resend) {
        const auto latest = latest_resend(home_.contents_, mine);
        mine.resend =
            latest && is_open(home_.contents_, *latest, mine.start.days, home_.clock_.now()) ? *latest : own_number;
      }
      return ledger::ResendNo{*mine.resend};
    });
  }

  void reopen_day(Day day, ledger::ResendNo resend, const DayRules& rules) override {
    home_.call([&] {
      auto& of_day = days()[day];
      if (of_day.generation >= static_cast<std::int64_t>(resend)) return;
      of_day.generation = static_cast<std::int64_t>(resend);
      of_day.rules = rules;
      for (Chunk& chunk : of_day.chunks) {
        chunk = {{chunk.state.number, chunk.state.range, {}, 0, 0, false}, chunk.fence + 1, chunk.step + 1};
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
      Chunk* const chunk = find_chunk(home_.contents_, day, number);
      if (chunk == nullptr || chunk->state.complete) return std::nullopt;
      if (chunk->lease && is_running(*chunk->lease) && chunk->lease->worker != worker_) return std::nullopt;
      chunk->lease = own_lease();
      return ledger::Claim{
          day, number, ++chunk->fence, chunk->step, chunk->state.settled, chunk->state.range, days()[day].rules};
    });
  }

  void begin(ledger::Claim& claim, std::uint64_t planned) override {
    move(claim, true, [&](Chunk& chunk) { chunk.planned = planned; });
  }

  void record(ledger::Claim& claim, const ledger::Progress& progress) override {
    const SettledPart settled = settled_after(claim.settled, progress);
    move(claim, is_news(progress), [&](Chunk& chunk) {
      show_life();
      chunk.state.settled = settled;
      chunk.state.delivered += progress.delivered;
      chunk.state.rejected += progress.rejected.size();
      for (const Rejection& event : progress.rejected) {
        days()[claim.day].rejected[{event.source_id, event.user_id}] = event;
      }
    });
    claim.settled = settled;
  }

  void restart(ledger::Claim& claim) override {
    move(claim, true, [&](Chunk& chunk) { forget(chunk, claim.day); });
    claim.settled = {};
  }

  void complete(ledger::Claim& claim) override {
    home_.call([&] {
      Chunk* const chunk = find_chunk(home_.contents_, claim.day, claim.chunk);
      if (chunk != nullptr && chunk->state.complete && chunk->fence == claim.fence) return;
      const Standing standing = standing_of(claim);
      require_standing(standing, claim);
      if (chunk->planned != chunk->state.delivered + chunk->state.rejected) {
        throw Failure(ExitCode::unexpected,
                      fmt::format("completing chunk {} of {}: it does not add up", claim.chunk, iso(claim.day)));
      }
      ledger::settle_all(chunk->state.settled);
      chunk->state.complete = true;
      ++chunk->step;
      chunk->lease.reset();
    });
    ledger::settle_all(claim.settled);
    ++claim.step;
  }

  void release(const ledger::Claim& claim) override {
    home_.call([&] {
      Chunk* const chunk = find(claim);
      if (chunk != nullptr && !chunk->state.complete) chunk->lease.reset();
    });
  }

  void split(ledger::Claim& claim, const std::string& at) override {
    home_.call([&] {
      Chunk* const chunk = find(claim);
      if (chunk == nullptr || chunk->state.complete || !holds(chunk->state.range, at)) return;
      if (chunk->state.range.from == at) return;
      if (chunk->state.settled != SettledPart{}) forget(*chunk, claim.day);
      chunk->planned.reset();
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
        if (chunk != nullptr && chunk->lease) chunk->lease = own_lease();
      }
      show_life();
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
      if (run == runs.end()) {
        if (!runs.empty()) require_same(runs.back().start.deployment, start.deployment);
        run = runs.insert(run, {start, worker_, home_.contents_.moments + 1});
        show_life();
      }
      return ledger::RunNo{run - runs.begin() + 1};
    });
  }

  bool end_run(ledger::RunNo run, int exit_code, std::uint64_t delivered, std::uint64_t rejected) override {
    return home_.call([&] {
      LedgerContents::Run* const found = find(run);
      if (found == nullptr || found->worker != worker_) return false;
      found->end = {exit_code, delivered, rejected};
      return true;
    });
  }

 private:
  [[nodiscard]] std::map<Day, LedgerContents::OfDay>& days() { return home_.contents_.days; }
  // Null if the ledger has lost it.
  [[nodiscard]] LedgerContents::Run* find(ledger::RunNo run) {
    auto& runs = home_.contents_.runs;
    const auto number = static_cast<std::size_t>(run);
    return number > runs.size() ? nullptr : &runs[number - 1];
  }
  [[nodiscard]] LedgerContents::Lease own_lease() const {
    return {worker_, home_.clock_.now(), home_.clock_.now() + home_.lease_};
  }
  [[nodiscard]] bool is_running(const LedgerContents::Lease& lease) const {
    const auto now = home_.clock_.now();
    return lease.until > now && lease.from <= now;
  }
  void show_life() {
    const auto run = std::ranges::find(home_.contents_.runs, worker_, &LedgerContents::Run::worker);
    if (run == home_.contents_.runs.end()) return;
    run->seen = ++home_.contents_.moments;
    run->seen_at = home_.clock_.now();
    run->expires_at = home_.clock_.now() + home_.lease_;
  }

  // Null when the claim no longer stands.
  [[nodiscard]] Chunk* find(const ledger::Claim& claim) {
    Chunk* const chunk = find_chunk(home_.contents_, claim.day, claim.chunk);
    const bool stands =
        chunk != nullptr && chunk->fence == claim.fence && chunk->lease && chunk->lease->worker == worker_;
    return stands ? chunk : nullptr;
  }
  [[nodiscard]] Standing standing_of(const ledger::Claim& claim) {
    const Chunk* const chunk = find_chunk(home_.contents_, claim.day, claim.chunk);
    if (chunk == nullptr) return Standing::behind;
    if (find(claim) == nullptr || chunk->state.complete)
      return chunk->fence < claim.fence ? Standing::behind : Standing::lost;
    if (chunk->step == claim.step) return Standing::moves;
    return chunk->step == claim.step + 1 ? Standing::repeated : Standing::behind;
  }
  // One step of a claim.
  template <typename Change>
  void move(ledger::Claim& claim, bool renews, Change change) {
    home_.call([&] {
      const Standing standing = standing_of(claim);
      require_standing(standing, claim);
      if (standing == Standing::repeated) return;
      Chunk& chunk = *find(claim);
      change(chunk);
      ++chunk.step;
      if (renews) chunk.lease = own_lease();
    });
    ++claim.step;
  }
  void forget(Chunk& chunk, Day day) {
    chunk.state.settled = {};
    chunk.state.delivered = 0;
    chunk.state.rejected = 0;
    chunk.planned.reset();
    std::erase_if(days()[day].rejected,
                  [&](const auto& event) { return holds(chunk.state.range, event.first.source_id); });
  }

  MemoryLedger& home_;
  std::string worker_;
};

std::unique_ptr<ledger::Ledger> MemoryLedger::open(const std::string& worker) {
  return std::make_unique<Port>(*this, worker);
}

}  // namespace sent::tests
