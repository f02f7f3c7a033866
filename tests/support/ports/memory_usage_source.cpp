// SPDX-License-Identifier: Apache-2.0

#include "support/ports/memory_usage_source.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "model/failure.hpp"

namespace sent::tests {

namespace {

read::Text text_of(const Id& id) { return id ? read::Text(*id) : std::nullopt; }

read::Span span_of(const std::optional<Instant>& since, const std::optional<Instant>& until) {
  return {since.value_or(Instant::min()), until.value_or(Instant::max())};
}

// Rows without an id belong to the range with the open lower end.
bool holds(const SourceRange& range, const Id& source) {
  if (!source) return !range.from;
  return (!range.from || *range.from <= *source) && (!range.until || *source < *range.until);
}

}  // namespace

class MemoryUsageSource::Snapshot final : public read::UsageSnapshot {
  [[nodiscard]] auto of_source() const {
    return [this](const auto& row) { return holds(range_, row.source_id); };
  }
  // Owners that no source names belong to the range with the open lower end.
  [[nodiscard]] auto of_owner() const {
    return [this](const auto& row) {
      if (!range_.from && !range_.until) return true;
      if (row.owner_id && own_owners_.contains(*row.owner_id)) return true;
      return !range_.from && !(row.owner_id && named_owners_.contains(*row.owner_id));
    };
  }

 public:
  Snapshot(MemoryUsageSource& home, SourceRange range) : home_(home), tables_(home.tables), range_(std::move(range)) {
    ++home_.open_snapshots_;
    for (const auto& source : tables_.sources) {
      if (!source.owner_id) continue;
      named_owners_.insert(*source.owner_id);
      if (holds(range_, source.source_id)) own_owners_.insert(*source.owner_id);
    }
  }

  ~Snapshot() override { --home_.open_snapshots_; }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  void sources(const read::RowSink<read::SourceRow>& sink) override {
    read(tables_.sources, of_source(), [&](const UsageTables::Source& row) {
      sink({text_of(row.source_id), text_of(row.slug), text_of(row.owner_id)});
    });
  }

  void owners(const read::RowSink<read::OwnerRow>& sink) override {
    read(tables_.owners, of_owner(), [&](const UsageTables::Owner& row) {
      sink({text_of(row.owner_id), text_of(row.kind)});
    });
  }

  void members(const read::RowSink<read::MemberRow>& sink) override {
    read(tables_.members, of_owner(), [&](const UsageTables::Member& row) {
      sink({text_of(row.owner_id), text_of(row.user_id), span_of(row.since, row.until)});
    });
  }

  void collaborators(const read::RowSink<read::CollaboratorRow>& sink) override {
    read(tables_.collaborators, of_source(), [&](const UsageTables::Connected& row) {
      sink({text_of(row.source_id), text_of(row.name), span_of(row.since, row.until)});
    });
  }

  void destinations(const read::RowSink<read::DestinationRow>& sink) override {
    read(tables_.destinations, of_source(), [&](const UsageTables::Connected& row) {
      sink({text_of(row.source_id), text_of(row.name), span_of(row.since, row.until)});
    });
  }

  void suppressed_users(const read::RowSink<read::Text>& sink) override {
    read(
        tables_.suppressed_users, [](const Id&) { return true; }, [&](const Id& user) { sink(text_of(user)); });
  }

  void counters(read::Counters relation, DayRange days, const read::RowSink<read::CounterRow>& sink) override {
    const auto is_asked_for = [&](const UsageTables::Counter& row) {
      return days.contains(row.day) && holds(range_, row.source_id);
    };
    read(relation == read::Counters::calls ? tables_.calls : tables_.library_calls, is_asked_for,
         [&](const UsageTables::Counter& row) {
           sink({text_of(row.source_id), text_of(row.name), row.calls, text_of(row.unusable)});
         });
  }

  void counters_without_day(read::Counters relation, const read::RowSink<read::DaylessRow>& sink) override {
    read(relation == read::Counters::calls ? tables_.calls_without_day : tables_.library_calls_without_day, of_source(),
         [&](const UsageTables::Dayless& row) {
           sink({text_of(row.source_id), text_of(row.name)});
         });
  }

 private:
  template <typename Row, typename IsAskedFor, typename Take>
  void read(const std::vector<Row>& rows, IsAskedFor&& is_asked_for, Take&& take) {
    const int number = ++home_.reads_;
    const auto& broken = home_.broken_;
    const bool breaks = broken && broken->number == number;
    std::size_t taken = 0;
    for (const Row& row : rows) {
      if (!is_asked_for(row)) continue;
      if (breaks && taken++ == broken->after_rows) break;
      take(row);
    }
    if (!breaks) return;
    const bool may_pass = broken->code == ExitCode::database_unavailable;
    throw Failure(broken->code, fmt::format("read {} is lost", number), "",
                  may_pass ? Failure::Cause::passing : Failure::Cause::lasting);
  }

  MemoryUsageSource& home_;
  const UsageTables tables_;
  const SourceRange range_;
  std::set<std::string> named_owners_;  // by any source
  std::set<std::string> own_owners_;    // by those of the range
};

std::unique_ptr<read::UsageSnapshot> MemoryUsageSource::open(const SourceRange& range) {
  ++snapshots_;
  ranges_.push_back(range);
  return std::make_unique<Snapshot>(*this, range);
}

void MemoryUsageSource::break_read(BrokenRead how) {
  broken_ = how;
  reads_ = 0;
}

}  // namespace sent::tests
