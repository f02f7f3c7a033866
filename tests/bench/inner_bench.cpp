// SPDX-License-Identifier: Apache-2.0

// The inner part alone, on one core: sums rows that are already in memory, and expands and encodes sources.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>

#include "io/system_clock.hpp"
#include "job/event_stream.hpp"

namespace sent::tests {
namespace {

const Day day{2026, 11, 20};
const Instant day_end{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
constexpr std::size_t gibibyte = std::size_t{1} << 30U;
constexpr int sources_per_owner = 5;
constexpr int members_per_owner = 8;
constexpr int guests_per_source = 2;
constexpr std::array<std::string_view, 4> methods{"track", "page", "identify", "group"};
constexpr std::array<std::string_view, 2> libraries{"analytics.js", "node"};
constexpr std::array<std::string_view, 3> destination_names{"mixpanel", "google-analytics", "vero"};

// A typical day, but small: each source had data on each day, and has ten recipients.
class Generated final : public read::UsageSnapshot {
 public:
  explicit Generated(int sources) : sources_(sources) {
    for (int i = 0; i < sources; ++i) ids_.push_back(fmt::format("{:010x}", static_cast<unsigned>(i) * 2654435761U));
  }

  void sources(const read::RowSink<read::SourceRow>& sink) override {
    each_source([&](int number, const std::string& id) {
      const std::string slug = fmt::format("source-{}", number);
      const std::string owner = fmt::format("w{}", number / sources_per_owner);
      sink({.source_id = id, .slug = slug, .owner_id = owner});
    });
  }
  void owners(const read::RowSink<read::OwnerRow>& sink) override {
    each_owner([&](const std::string& id) { sink({.owner_id = id, .kind = "workspace"}); });
  }
  void members(const read::RowSink<read::MemberRow>& sink) override {
    each_owner([&](const std::string& id) {
      for (int i = 0; i < members_per_owner; ++i)
        sink({.owner_id = id, .user_id = fmt::format("user-{}-{}", id, i), .span = open_});
    });
  }
  void collaborators(const read::RowSink<read::CollaboratorRow>& sink) override {
    each_source([&](int number, const std::string& id) {
      for (int i = 0; i < guests_per_source; ++i)
        sink({.source_id = id, .user_id = fmt::format("guest-{}-{}", number, i), .span = open_});
    });
  }
  void destinations(const read::RowSink<read::DestinationRow>& sink) override {
    each_source([&](int, const std::string& id) {
      for (const auto name : destination_names) sink({.source_id = id, .destination = name, .span = open_});
    });
  }
  void suppressed_users(const read::RowSink<read::Text>&) override {}
  void counters_without_day(read::Counters, const read::RowSink<read::DaylessRow>&) override {}
  void counters(read::Counters relation, DayRange range, const read::RowSink<read::CounterRow>& sink) override {
    const std::span<const std::string_view> names =
        relation == read::Counters::calls ? std::span<const std::string_view>(methods) : libraries;
    for (Day at = range.first; at <= range.last; at = at + std::chrono::days{1}) {
      each_source([&](int number, const std::string& id) {
        for (const auto name : names) sink({.source_id = id, .name = name, .calls = 1 + number % 5000});
      });
    }
  }

 private:
  template <typename Take>
  void each_source(Take take) const {
    for (int i = 0; i < sources_; ++i) take(i, ids_[static_cast<std::size_t>(i)]);
  }
  template <typename Take>
  void each_owner(Take take) const {
    for (int i = 0; i < (sources_ + sources_per_owner - 1) / sources_per_owner; ++i) take(fmt::format("w{}", i));
  }

  const read::Span open_{Instant::min(), Instant::max()};
  int sources_;
  std::vector<std::string> ids_;  // in the order of the rows, which is not that of the ids
};

// A plan without requirements, to see what checking costs.
tracking_plan::TrackingPlan open_plan() {
  return tracking_plan::TrackingPlan({tracking_plan::parse_rule(
      R"({"key": "Sent Source Data", "type": "TRACK", "version": 1, "jsonSchema": {}})", "open")});
}

// A plan with a rule about several properties together, so that every source is checked in full.
tracking_plan::TrackingPlan whole_plan() {
  auto rule = tracking_plan::load_tracking_plan(std::nullopt).at("Sent Source Data").json;
  rule["jsonSchema"]["properties"]["properties"]["minProperties"] = 1;
  return tracking_plan::TrackingPlan({tracking_plan::parse_rule(rule.dump(), "whole")});
}

void expand_and_encode(benchmark::State& state, const tracking_plan::TrackingPlan& plan) {
  const int sources = static_cast<int>(state.range(0));
  const day::DayFacts facts{day, day_end, day_end - std::chrono::hours{12}};
  expand::ChunkUsage usage(std::make_unique<Generated>(sources), {facts}, {{30, 7}, 250, 0, gibibyte});
  if (!usage.advance_to(facts)) return state.SkipWithError("beyond the memory");
  const auto clock = io::make_system_clock();
  job::StageClock times(*clock);
  std::int64_t events = 0;
  std::int64_t bytes = 0;
  job::SourceCheck check(plan);
  job::EventStream stream({{}, false, false, std::nullopt, "1.0.0"}, {}, check, times);
  encode::Batch batch;
  for (auto _ : state) {
    stream.each(usage, {facts, 0}, [&](const job::StreamedEvent& event) {
      if (!batch.fits(event.json.size(), {2500, 475'000})) batch = encode::Batch();
      batch.append(event.json, event.ids);
      ++events;
      bytes += static_cast<std::int64_t>(event.json.size());
    });
  }
  state.SetItemsProcessed(events);
  state.SetBytesProcessed(bytes);
}

// The thirty days that one day needs.
void sum_rows(benchmark::State& state) {
  const int sources = static_cast<int>(state.range(0));
  std::int64_t rows = 0;
  for (auto _ : state) {
    state.PauseTiming();
    Generated generated(sources);
    expand::Sources known;
    generated.sources([&](const read::SourceRow& row) { known.add(row); });
    known.freeze();
    expand::MemoryBudget budget(gibibyte);
    expand::Tally tally(read::Counters::calls, "method", known, {{day}, {30, 7}}, budget);
    state.ResumeTiming();
    tally.read(generated);
    rows += static_cast<std::int64_t>(tally.used());
  }
  state.SetItemsProcessed(rows);
}
BENCHMARK(sum_rows)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(expand_and_encode, checked, tracking_plan::load_tracking_plan(std::nullopt))
    ->Arg(1'000)
    ->Arg(20'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(expand_and_encode, checked_in_full, whole_plan())
    ->Arg(1'000)
    ->Arg(20'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(expand_and_encode, unchecked, open_plan())->Arg(1'000)->Arg(20'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sent::tests

BENCHMARK_MAIN();
