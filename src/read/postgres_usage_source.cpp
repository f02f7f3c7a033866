// SPDX-License-Identifier: Apache-2.0

#include "read/postgres_usage_source.hpp"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "read/copy_row.hpp"
#include "read/counters_session.hpp"
#include "read/read_estimate.hpp"
#include "read/read_statement.hpp"
#include "read/snapshot_connections.hpp"
#include "sql/statements.hpp"

namespace sent::read {

namespace {

class PostgresUsageSnapshot final : public UsageSnapshot {
 public:
  // Takes `sessions`, or makes some if there are none, and puts them back at the end.
  PostgresUsageSnapshot(std::unique_ptr<SnapshotSessions>& sessions,
                        const std::function<std::unique_ptr<SnapshotSessions>()>& make,
                        const std::function<void()>& on_other_server, const SourceRange& range,
                        const FoundContract& contract)
      : pool_(sessions),
        sessions_(sessions ? std::move(sessions) : make()),
        range_{range.from, range.until},
        contract_(contract) {
    connections_.emplace(*sessions_, on_other_server);
  }

  ~PostgresUsageSnapshot() override {
    if (!connections_) return;
    const bool broken = connections_->is_broken();
    connections_.reset();
    if (!broken) pool_ = std::move(sessions_);
  }
  PostgresUsageSnapshot(const PostgresUsageSnapshot&) = delete;
  PostgresUsageSnapshot& operator=(const PostgresUsageSnapshot&) = delete;

  void sources(const RowSink<SourceRow>& sink) override {
    read(Connection::first, Relation::sources, range_,
         [&](CopyRow& row) { sink({.source_id = row.text(), .slug = row.text(), .owner_id = row.text()}); });
  }

  void owners(const RowSink<OwnerRow>& sink) override {
    read(Connection::first, Relation::owners, range_,
         [&](CopyRow& row) { sink({.owner_id = row.text(), .kind = row.text()}); });
  }

  void members(const RowSink<MemberRow>& sink) override {
    read(Connection::second, Relation::owner_members, range_,
         [&](CopyRow& row) { sink({.owner_id = row.text(), .user_id = row.text(), .span = span_of(row)}); });
  }

  void collaborators(const RowSink<CollaboratorRow>& sink) override {
    read(Connection::second, Relation::source_collaborators, range_,
         [&](CopyRow& row) { sink({.source_id = row.text(), .user_id = row.text(), .span = span_of(row)}); });
  }

  void destinations(const RowSink<DestinationRow>& sink) override {
    read(Connection::second, Relation::source_destinations, range_,
         [&](CopyRow& row) { sink({.source_id = row.text(), .destination = row.text(), .span = span_of(row)}); });
  }

  void suppressed_users(const RowSink<Text>& sink) override {
    if (!contract_.has(name_of(Relation::suppressed_users))) return;
    read(Connection::second, Relation::suppressed_users, {}, [&](CopyRow& row) { sink(row.text()); });
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
    const std::string purpose = fmt::format("reading {} without a day", name_of(relation_of(counters)));
    run(connection_of(counters), [&](postgres::Transaction& on) {
      if (!is_cheap(estimate(on, statement.sql, range_))) return;
      copy(on, purpose, statement, range_, [&](CopyRow& row) { sink({.source_id = row.text(), .name = row.text()}); });
    });
  }

 private:
  enum class Connection { first, second };  // the second reads everything else while the first reads counters by method

  static Span span_of(CopyRow& row) {
    const auto since = row.instant();
    const auto until = row.instant();
    return {since.value_or(Instant::min()), until.value_or(Instant::max())};
  }

  static Connection connection_of(Counters relation) {
    return relation == Counters::calls ? Connection::first : Connection::second;
  }

  void run(Connection on, const std::function<void(postgres::Transaction&)>& work) {
    on == Connection::first ? connections_->on_first(work) : connections_->on_second(work);
  }

  template <typename OnRow>
  void read(Connection on, Relation relation, std::span<const postgres::Parameter> parameters, OnRow on_row) {
    run(on, [&](postgres::Transaction& transaction) {
      copy(transaction, fmt::format("reading {}", name_of(relation)), statement_that_reads(relation, contract_),
           parameters, on_row);
    });
  }

  template <typename OnRow>
  static void copy(postgres::Transaction& on, const std::string& purpose, const ReadStatement& statement,
                   std::span<const postgres::Parameter> parameters, OnRow on_row) {
    bool first = true;
    on.copy(purpose, statement.sql, parameters, [&](std::span<const char> message) {
      CopyRow row(message);
      if (std::exchange(first, false)) row.skip_header();
      while (row.next(statement.fields)) on_row(row);
    });
  }

  std::unique_ptr<SnapshotSessions>& pool_;
  std::unique_ptr<SnapshotSessions> sessions_;
  std::optional<SnapshotConnections> connections_;
  std::array<postgres::Parameter, 2> range_;
  const FoundContract& contract_;
};

class PostgresUsageSource final : public UsageSource {
 public:
  PostgresUsageSource(CountersAccess access, FoundContract contract, std::stop_token stop, bool on_one_connection)
      : access_(std::move(access)),
        contract_(std::move(contract)),
        stop_(std::move(stop)),
        on_one_connection_(on_one_connection) {}

  std::unique_ptr<UsageSnapshot> open(const SourceRange& range) override {
    const auto make = [this] { return std::make_unique<SnapshotSessions>(access_, stop_, on_one_connection_); };
    return std::make_unique<PostgresUsageSnapshot>(
        idle_, make, [this] { note_other_server(); }, range, contract_);
  }

 private:
  void note_other_server() const {
    if (!access_.access.on_notice) return;
    access_.access.on_notice({true,
                              "the two connections of a read reached two servers, so one connection reads everything: "
                              "let database.url lead to one server, not to a load balancer"});
  }

  CountersAccess access_;
  FoundContract contract_;
  std::stop_token stop_;
  bool on_one_connection_;
  std::unique_ptr<SnapshotSessions> idle_;  // between two chunks
};

}  // namespace

std::unique_ptr<UsageSource> make_postgres_usage_source(const config::Config& config, const FoundContract& contract,
                                                        std::stop_token stop, ReadingOptions options) {
  CountersAccess access = counters_access(config);
  access.access.pulse = options.pulse;
  access.access.on_notice = std::move(options.on_notice);
  return std::make_unique<PostgresUsageSource>(std::move(access), contract, std::move(stop), options.on_one_connection);
}

}  // namespace sent::read
