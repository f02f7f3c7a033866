// SPDX-License-Identifier: Apache-2.0

#include "read/postgres_usage_source.hpp"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <utility>

#include "model/failure.hpp"
#include "postgres/session.hpp"
#include "read/copy_row.hpp"
#include "read/counters_session.hpp"
#include "read/read_estimate.hpp"
#include "read/read_statement.hpp"
#include "sql/statements.hpp"

namespace sent::read {

namespace {

// Two connections that read one snapshot at the same time. They outlive the snapshot: new connections for each chunk
// would cost the server a process and its caches each time.
struct Pair {
  Pair(const CountersAccess& access, const std::stop_token& stop)
      : on_stop(stop, [this] { halt.request_stop(); }),
        main(counters_session(access, halt.get_token(), postgres::TransactionSettings::Kind::snapshot)),
        second(counters_session(access, halt.get_token(), postgres::TransactionSettings::Kind::snapshot)) {}

  std::stop_source halt;  // requested by `stop`, and when a read on one connection fails: the other then ends too
  std::stop_callback<std::function<void()>> on_stop;
  postgres::Session main;
  postgres::Session second;
};

class PostgresUsageSnapshot final : public UsageSnapshot {
 public:
  // Takes `pair`, or makes one if there is none, and puts it back at the end.
  PostgresUsageSnapshot(std::unique_ptr<Pair>& pair, const std::function<std::unique_ptr<Pair>()>& make,
                        const SourceRange& range, const FoundContract& contract)
      : pool_(pair),
        pair_(pair ? std::move(pair) : make()),
        main_(pair_->main, "beginning to read"),
        second_(pair_->second, "sharing the snapshot", main_.one(sql::read_share_snapshot).text("snapshot")),
        range_{range.from, range.until},
        contract_(contract) {}

  ~PostgresUsageSnapshot() override {
    end(main_);
    end(second_);
    if (!broken_) pool_ = std::move(pair_);
  }
  PostgresUsageSnapshot(const PostgresUsageSnapshot&) = delete;
  PostgresUsageSnapshot& operator=(const PostgresUsageSnapshot&) = delete;

  void sources(const RowSink<SourceRow>& sink) override {
    read(main_, Relation::sources, range_,
         [&](CopyRow& row) { sink({.source_id = row.text(), .slug = row.text(), .owner_id = row.text()}); });
  }

  void owners(const RowSink<OwnerRow>& sink) override {
    read(main_, Relation::owners, range_, [&](CopyRow& row) { sink({.owner_id = row.text(), .kind = row.text()}); });
  }

  void members(const RowSink<MemberRow>& sink) override {
    read(second_, Relation::owner_members, range_,
         [&](CopyRow& row) { sink({.owner_id = row.text(), .user_id = row.text(), .span = span_of(row)}); });
  }

  void collaborators(const RowSink<CollaboratorRow>& sink) override {
    read(second_, Relation::source_collaborators, range_,
         [&](CopyRow& row) { sink({.source_id = row.text(), .user_id = row.text(), .span = span_of(row)}); });
  }

  void destinations(const RowSink<DestinationRow>& sink) override {
    read(second_, Relation::source_destinations, range_,
         [&](CopyRow& row) { sink({.source_id = row.text(), .destination = row.text(), .span = span_of(row)}); });
  }

  void suppressed_users(const RowSink<Text>& sink) override {
    if (!contract_.has(name_of(Relation::suppressed_users))) return;
    read(second_, Relation::suppressed_users, {}, [&](CopyRow& row) { sink(row.text()); });
  }

  void counters(Counters counters, DayRange days, const RowSink<CounterRow>& sink) override {
    const std::array<postgres::Parameter, 4> parameters{range_[0], range_[1], iso(days.first), iso(days.last)};
    const bool is_numeric = contract_.has_numeric_calls(counters);
    read(connection_of(counters), relation_of(counters), parameters, [&](CopyRow& row) {
      CounterRow counter{.source_id = row.text(), .name = row.text(), .calls = row.int64()};
      if (is_numeric) counter.unusable = row.text();
      sink(counter);
    });
  }

  void counters_without_day(Counters counters, const RowSink<DaylessRow>& sink) override {
    if (!contract_.may_lack_a_day(counters)) return;
    const ReadStatement statement{statements_on(counters).without_day, 2};
    auto& on = connection_of(counters);
    if (!is_cheap(estimate(on, statement.sql, range_))) return;
    read(on, fmt::format("reading {} without a day", name_of(relation_of(counters))), statement, range_,
         [&](CopyRow& row) { sink({.source_id = row.text(), .name = row.text()}); });
  }

 private:
  static Span span_of(CopyRow& row) {
    const auto since = row.instant();
    const auto until = row.instant();
    return {since.value_or(Instant::min()), until.value_or(Instant::max())};
  }

  [[nodiscard]] postgres::Transaction& connection_of(Counters relation) {
    return relation == Counters::calls ? main_ : second_;
  }

  template <typename OnRow>
  void read(postgres::Transaction& on, Relation relation, std::span<const postgres::Parameter> parameters,
            OnRow on_row) {
    read(on, fmt::format("reading {}", name_of(relation)), statement_that_reads(relation, contract_), parameters,
         on_row);
  }

  template <typename OnRow>
  void read(postgres::Transaction& on, const std::string& purpose, const ReadStatement& statement,
            std::span<const postgres::Parameter> parameters, OnRow on_row) {
    bool first = true;
    try {
      on.copy(purpose, statement.sql, parameters, [&](std::span<const char> message) {
        CopyRow row(message);
        if (std::exchange(first, false)) row.skip_header();
        while (row.next(statement.fields)) on_row(row);
      });
    } catch (...) {
      broken_ = true;  // its connection is left in the middle of something
      pair_->halt.request_stop();
      throw;
    }
  }

  void end(postgres::Transaction& transaction) const {
    if (broken_) return transaction.abandon();
    try {
      transaction.commit();
    } catch (...) {
      // Everything was read; the next chunk opens connections of its own.
    }
  }

  std::unique_ptr<Pair>& pool_;
  std::unique_ptr<Pair> pair_;
  postgres::Transaction main_;
  postgres::Transaction second_;  // reads everything else while the first reads counters by method
  std::atomic<bool> broken_ = false;
  std::array<postgres::Parameter, 2> range_;
  const FoundContract& contract_;
};

class PostgresUsageSource final : public UsageSource {
 public:
  PostgresUsageSource(CountersAccess access, FoundContract contract, std::stop_token stop)
      : access_(std::move(access)), contract_(std::move(contract)), stop_(std::move(stop)) {}

  std::unique_ptr<UsageSnapshot> open(const SourceRange& range) override {
    const auto make = [this] { return std::make_unique<Pair>(access_, stop_); };
    return std::make_unique<PostgresUsageSnapshot>(idle_, make, range, contract_);
  }

 private:
  CountersAccess access_;
  FoundContract contract_;
  std::stop_token stop_;
  std::unique_ptr<Pair> idle_;  // between two chunks
};

}  // namespace

std::unique_ptr<UsageSource> make_postgres_usage_source(const config::Config& config, const FoundContract& contract,
                                                        std::stop_token stop, Pulse* pulse) {
  CountersAccess access = counters_access(config);
  access.access.pulse = pulse;
  return std::make_unique<PostgresUsageSource>(std::move(access), contract, std::move(stop));
}

}  // namespace sent::read
