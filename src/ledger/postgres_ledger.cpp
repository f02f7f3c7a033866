// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <mutex>

#include "ledger/deployment.hpp"
#include "ledger/ledger.hpp"
#include "model/failure.hpp"
#include "postgres/session.hpp"
#include "sql/statements.hpp"

namespace sent::ledger {

namespace {

std::uint64_t count_of(const std::optional<std::string>& field) { return std::stoull(field.value()); }

std::optional<Position> position_of(const std::optional<std::string>& source, const std::optional<std::string>& user) {
  if (!source) return std::nullopt;
  return Position{*source, user.value()};
}

std::string seconds_of(std::chrono::milliseconds duration) {
  return fmt::format("{:.3f}", static_cast<double>(duration.count()) / 1000);
}

postgres::SqlArguments of(const Claim& claim) {
  return {iso(claim.day), std::to_string(claim.chunk), std::to_string(claim.fence)};
}

postgres::SqlArguments of(const Claim& claim, std::initializer_list<std::optional<std::string>> more) {
  postgres::SqlArguments arguments = of(claim);
  arguments.insert(arguments.end(), more);
  return arguments;
}

// A text array as PostgreSQL reads it.
class SqlArray {
 public:
  void add(std::string_view element) {
    text_ += text_.size() == 1 ? "\"" : ",\"";
    for (const char c : element) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c;
    }
    text_ += '"';
  }
  [[nodiscard]] std::string text() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

// In one statement, for a receiver or a tracking plan that refuses everything refuses very many.
void add_rejected(postgres::Transaction& transaction, std::string_view sql, Day day,
                  std::span<const Rejection> rejected) {
  if (rejected.empty()) return;
  SqlArray sources, users, ids, payloads, statuses, reasons;
  for (const Rejection& rejection : rejected) {
    sources.add(rejection.source_id);
    users.add(rejection.user_id);
    ids.add(rejection.message_id);
    payloads.add(rejection.payload);
    statuses.add(std::to_string(rejection.status.value_or(0)));
    reasons.add(rejection.reason);
  }
  transaction.execute(
      sql, {iso(day), sources.text(), users.text(), ids.text(), payloads.text(), statuses.text(), reasons.text()});
}

void add_fan_outs(postgres::Transaction& transaction, Day day, const std::string& kind,
                  std::span<const LargeFanOut> largest) {
  SqlArray ids, slugs, events;
  for (const LargeFanOut& one : largest) {
    ids.add(one.id);
    slugs.add(one.slug.value_or(""));
    events.add(std::to_string(one.events));
  }
  transaction.execute(sql::ledger_add_fan_outs, {iso(day), kind, ids.text(), slugs.text(), events.text()});
}

[[noreturn]] void lost(const Claim& claim) {
  throw Failure(ExitCode::day_held_elsewhere,
                fmt::format("recording progress of chunk {} of {}: the lease ran out and another worker has the chunk",
                            claim.chunk, iso(claim.day)),
                "nothing is lost: that worker continues; a larger job.lease tolerates longer pauses");
}

class PostgresLedger final : public Ledger {
 public:
  PostgresLedger(const config::Config& config, std::string worker, LedgerUse use, retry::Patience patience)
      : session_(ledger_url(config), config.database.connect_timeout),
        patience_(std::move(patience)),
        lease_(seconds_of(config.job.lease)),
        worker_(std::move(worker)) {
    const auto deployment = find_deployment(session_, use, patience_);
    check_version(deployment);
    name_space_ = deployment->name_space;
  }

  Uuid name_space() override { return name_space_; }

  std::optional<Day> first_day() override {
    const auto day = query("reading the ledger's first day", sql::ledger_first_day).at(0).at(0);
    return day ? parse_day(*day) : std::nullopt;
  }

  std::set<Day> complete_days(DayRange days) override {
    std::set<Day> complete;
    for (const auto& row :
         query("reading the ledger's days", sql::ledger_complete_days, {iso(days.first), iso(days.last)})) {
      complete.insert(parse_day(row.at(0).value()).value());
    }
    return complete;
  }

  std::vector<ChunkState> open_day(Day day, std::span<const std::string> bounds) override {
    transaction("opening a day in the ledger", [&](postgres::Transaction& transaction) {
      transaction.execute(sql::ledger_open_day, {iso(day)});
      if (transaction.execute(sql::ledger_lock_day, {iso(day)}).at(0).at(0) == "t") return;
      for (std::size_t i = 0; i <= bounds.size(); ++i) {
        const auto from = i == 0 ? std::nullopt : std::optional(bounds[i - 1]);
        const auto until = i == bounds.size() ? std::nullopt : std::optional(bounds[i]);
        transaction.execute(sql::ledger_add_chunk, {iso(day), std::to_string(i), from, until});
      }
    });
    return chunks(day);
  }

  std::vector<ChunkState> chunks(Day day) override {
    std::vector<ChunkState> states;
    for (const auto& row : query("reading the chunks of a day", sql::ledger_chunks, {iso(day)})) {
      states.push_back({std::stoi(row.at(0).value()),
                        {row.at(1), row.at(2)},
                        position_of(row.at(3), row.at(4)),
                        count_of(row.at(5)),
                        count_of(row.at(6)),
                        row.at(7) == "t"});
    }
    return states;
  }

  void reopen_day(Day day, RunNo run) override {
    transaction("making a day undelivered", [&](postgres::Transaction& transaction) {
      transaction.execute(sql::ledger_lock_day, {iso(day)});
      const auto reset = transaction.execute(sql::ledger_reset_chunks, {iso(day), number_of(run)});
      if (reset.empty()) return;
      transaction.execute(sql::ledger_forget_rejected, {iso(day)});
      transaction.execute(sql::ledger_begin_day_again, {iso(day)});
    });
  }

  std::optional<std::uint64_t> planned_events(Day day) override {
    const auto rows = query("reading what a day comes to", sql::ledger_planned_events, {iso(day)});
    if (rows.empty() || !rows.front().front()) return std::nullopt;
    return count_of(rows.front().front());
  }

  void record_plan(const DayPlan& plan) override {
    transaction("recording what a day comes to", [&](postgres::Transaction& transaction) {
      transaction.execute(sql::ledger_plan_day, {iso(plan.day), std::to_string(plan.events), std::to_string(plan.users),
                                                 std::to_string(plan.sources)});
      transaction.execute(sql::ledger_forget_fan_outs, {iso(plan.day)});
      add_fan_outs(transaction, plan.day, "source", plan.largest_sources);
      add_fan_outs(transaction, plan.day, "workspace", plan.largest_workspaces);
    });
  }

  std::optional<Claim> claim(Day day, int chunk) override {
    const auto rows =
        query("claiming a chunk", sql::ledger_claim_chunk, {iso(day), std::to_string(chunk), worker_, lease_});
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.front();
    return Claim{day, chunk, std::stoll(row.at(0).value()), position_of(row.at(1), row.at(2))};
  }

  void record(const Claim& claim, const Progress& progress) override {
    transaction("recording progress", [&](postgres::Transaction& transaction) {
      const auto& through = progress.through;
      const auto rows = transaction.execute(
          sql::ledger_record_progress,
          of(claim, {through ? std::optional(through->source_id) : std::nullopt,
                     through ? std::optional(through->user_id) : std::nullopt, std::to_string(progress.delivered),
                     std::to_string(progress.rejected.size()), lease_}));
      if (rows.empty()) lost(claim);
      if (rows.front().at(0) == "t") return;  // nor rejected again, for a replay may have cleared them
      add_rejected(transaction, sql::ledger_add_rejected, claim.day, progress.rejected);
    });
  }

  void complete(const Claim& claim) override {
    if (query("completing a chunk", sql::ledger_complete_chunk, of(claim)).empty()) lost(claim);
  }

  void release(const Claim& claim) override { query("releasing a chunk", sql::ledger_release_chunk, of(claim)); }

  void split(const Claim& claim, const std::string& at) override {
    transaction("splitting a chunk", [&](postgres::Transaction& transaction) {
      transaction.execute(sql::ledger_lock_day, {iso(claim.day)});
      transaction.execute(sql::ledger_split_chunk, of(claim, {at}));
    });
  }

  void renew(std::span<const Claim> claims) override {
    std::lock_guard lock(mutex_);
    session_.transaction("renewing leases", [&](postgres::Transaction& transaction) {
      for (const Claim& claim : claims) transaction.execute(sql::ledger_renew_lease, of(claim, {lease_}));
    });
  }

  std::uint64_t rejected_count(DayRange days) override {
    return count_of(
        query("counting rejected events", sql::ledger_rejected_count, {iso(days.first), iso(days.last)}).at(0).at(0));
  }

  std::vector<Day> rejected_days() override {
    std::vector<Day> days;
    for (const auto& row : query("reading the days with rejected events", sql::ledger_rejected_days)) {
      days.push_back(parse_day(row.at(0).value()).value());
    }
    return days;
  }

  std::vector<Rejection> rejected_events(Day day, const std::optional<Position>& after, std::size_t limit,
                                         std::size_t bytes) override {
    std::vector<Rejection> events;
    const Position behind = after.value_or(Position{});
    for (auto& row :
         query("reading rejected events", sql::ledger_rejected_events,
               {iso(day), behind.source_id, behind.user_id, std::to_string(limit), std::to_string(bytes)})) {
      const int status = std::stoi(row.at(4).value());
      events.push_back({std::move(*row.at(0)), std::move(*row.at(1)), std::move(*row.at(2)), std::move(*row.at(3)),
                        status == 0 ? std::nullopt : std::optional(status), std::move(*row.at(5))});
    }
    return events;
  }

  void record_replay(Day day, const Replayed& replayed) override {
    transaction("recording what was replayed", [&](postgres::Transaction& transaction) {
      for (const Position& event : replayed.accepted) {
        transaction.execute(sql::ledger_clear_rejected, {iso(day), event.source_id, event.user_id});
      }
      add_rejected(transaction, sql::ledger_renew_rejected, day, replayed.rejected);
    });
  }

  RunNo begin_run(const RunStart& start) override {
    return RunNo{std::stoll(query("beginning a run", sql::ledger_begin_run,
                                  {start.command, SENT_VERSION, worker_, iso(start.days.first), iso(start.days.last)})
                                .at(0)
                                .at(0)
                                .value())};
  }

  void end_run(RunNo run, int exit_code, std::uint64_t delivered, std::uint64_t rejected) override {
    query("ending a run", sql::ledger_end_run,
          {number_of(run), std::to_string(exit_code), std::to_string(delivered), std::to_string(rejected)});
  }

 private:
  static std::string number_of(RunNo run) { return std::to_string(static_cast<std::int64_t>(run)); }

  void transaction(std::string_view purpose, const std::function<void(postgres::Transaction&)>& work) {
    std::lock_guard lock(mutex_);
    session_.transaction(purpose, work, patience_);
  }
  postgres::SqlRows query(std::string_view purpose, std::string_view sql,
                          const postgres::SqlArguments& arguments = {}) {
    postgres::SqlRows rows;
    transaction(purpose, [&](postgres::Transaction& transaction) { rows = transaction.execute(sql, arguments); });
    return rows;
  }

  std::mutex mutex_;
  postgres::Session session_;
  retry::Patience patience_;
  std::string lease_;
  std::string worker_;
  Uuid name_space_{};
};

}  // namespace

std::unique_ptr<Ledger> make_postgres_ledger(const config::Config& config, std::string worker, LedgerUse use,
                                             retry::Patience patience) {
  return std::make_unique<PostgresLedger>(config, std::move(worker), use, std::move(patience));
}

}  // namespace sent::ledger
