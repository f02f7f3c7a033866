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

std::optional<Position> position_of(const postgres::Row& row) {
  const auto& source = row.optional_text("after_source");
  if (!source) return std::nullopt;
  return Position{*source, row.text("after_user")};
}

std::string seconds_of(std::chrono::milliseconds duration) {
  return fmt::format("{:.3f}", static_cast<double>(duration.count()) / 1000);
}

postgres::Parameters of(const Claim& claim) {
  return {iso(claim.day), std::to_string(claim.chunk), std::to_string(claim.fence)};
}

postgres::Parameters of(const Claim& claim, std::initializer_list<std::optional<std::string>> more) {
  postgres::Parameters parameters = of(claim);
  parameters.insert(parameters.end(), more);
  return parameters;
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

// In one statement, because a receiver or tracking plan that refuses everything causes very many rejections.
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
                fmt::format("recording progress of chunk {} of {}: the lease expired and another worker has the chunk",
                            claim.chunk, iso(claim.day)),
                "raise job.lease to tolerate longer pauses; nothing is lost, because that worker continues");
}

class PostgresLedger final : public Ledger {
 public:
  PostgresLedger(const config::Config& config, std::string worker, LedgerUse use, retry::Patience patience,
                 std::stop_token stop)
      : session_(ledger_session(config, use, stop)),
        renewal_session_(ledger_session(config, use, std::move(stop))),
        patience_(std::move(patience)),
        lease_(seconds_of(config.job.lease)),
        worker_(std::move(worker)) {
    (void)session_.link();  // does not retry: report at once that the database was never reachable
    const auto deployment = find_deployment(session_, use, patience_);
    check_version(deployment);
    name_space_ = deployment->name_space;
  }

  Uuid name_space() override { return name_space_; }

  std::optional<Day> first_day() override {
    std::lock_guard lock(mutex_);
    return find_first_day(session_, patience_);
  }

  std::set<Day> complete_days(DayRange days) override {
    std::set<Day> complete;
    for (const auto& row :
         query("reading the ledger's days", sql::ledger_complete_days, {iso(days.first), iso(days.last)})) {
      complete.insert(row.day("day"));
    }
    return complete;
  }

  std::vector<ChunkState> open_day(Day day, std::span<const std::string> bounds) override {
    transaction("opening a day in the ledger", [&](postgres::Transaction& transaction) {
      transaction.execute(sql::ledger_open_day, {iso(day)});
      if (transaction.one(sql::ledger_lock_day, {iso(day)}).flag("is_cut")) return;
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
      states.push_back({static_cast<int>(row.integer("chunk")),
                        {row.optional_text("from_source"), row.optional_text("until_source")},
                        position_of(row),
                        row.count("delivered"),
                        row.count("rejected"),
                        row.flag("is_complete")});
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
    const auto rows = query("reading a day's plan", sql::ledger_planned_events, {iso(day)});
    if (rows.empty()) return std::nullopt;
    return rows.front().optional_count("planned_events");
  }

  void record_plan(const DayPlan& plan) override {
    transaction("recording a day's plan", [&](postgres::Transaction& transaction) {
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
    return Claim{day, chunk, row.integer("fence"), position_of(row)};
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
      if (rows.front().flag("was_recorded")) return;  // nor rejected again: a replay may have cleared them
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
    std::lock_guard lock(renewal_mutex_);
    renewal_session_.transaction("renewing leases", [&](postgres::Transaction& transaction) {
      for (const Claim& claim : claims) transaction.execute(sql::ledger_renew_lease, of(claim, {lease_}));
    });
  }

  std::uint64_t rejected_count(DayRange days) override {
    return query("counting rejected events", sql::ledger_rejected_count, {iso(days.first), iso(days.last)})
        .at(0)
        .count("events");
  }

  std::vector<Day> rejected_days() override {
    std::vector<Day> days;
    for (const auto& row : query("reading the days with rejected events", sql::ledger_rejected_days)) {
      days.push_back(row.day("day"));
    }
    return days;
  }

  std::vector<Rejection> rejected_events(Day day, const std::optional<Position>& after, std::size_t limit,
                                         std::size_t bytes) override {
    std::vector<Rejection> events;
    for (const auto& row :
         query("reading rejected events", sql::ledger_rejected_events,
               {iso(day), after ? std::optional(after->source_id) : std::nullopt,
                after ? std::optional(after->user_id) : std::nullopt, std::to_string(limit), std::to_string(bytes)})) {
      const auto status = static_cast<int>(row.integer("status"));
      events.push_back({row.text("source_id"), row.text("user_id"), row.text("message_id"), row.text("payload"),
                        status == 0 ? std::nullopt : std::optional(status), row.text("reason")});
    }
    return events;
  }

  void record_replay(Day day, const Replayed& replayed) override {
    transaction("recording replayed events", [&](postgres::Transaction& transaction) {
      for (const Position& event : replayed.accepted) {
        transaction.execute(sql::ledger_clear_rejected, {iso(day), event.source_id, event.user_id});
      }
      add_rejected(transaction, sql::ledger_renew_rejected, day, replayed.rejected);
    });
  }

  RunNo begin_run(const RunStart& start) override {
    const auto rows = query("beginning a run", sql::ledger_begin_run,
                            {start.command, SENT_VERSION, worker_, iso(start.days.first), iso(start.days.last)});
    return RunNo{rows.at(0).integer("run_id")};
  }

  void end_run(RunNo run, int exit_code, std::uint64_t delivered, std::uint64_t rejected) override {
    query("ending a run", sql::ledger_end_run,
          {number_of(run), std::to_string(exit_code), std::to_string(delivered), std::to_string(rejected)});
  }

 private:
  static std::string number_of(RunNo run) { return std::to_string(static_cast<std::int64_t>(run)); }

  void transaction(const std::string& purpose, const std::function<void(postgres::Transaction&)>& work) {
    std::lock_guard lock(mutex_);
    if (gone_) throw Failure(*gone_);
    try {
      session_.transaction(purpose, work, patience_);
    } catch (const Failure& failure) {
      if (failure.may_pass() || failure.code() == ExitCode::interrupted) gone_ = failure;
      throw;
    }
  }
  postgres::Rows query(const std::string& purpose, std::string_view sql, const postgres::Parameters& parameters = {}) {
    postgres::Rows rows;
    transaction(purpose, [&](postgres::Transaction& transaction) { rows = transaction.execute(sql, parameters); });
    return rows;
  }

  // Held also while `patience_` sleeps; so leases are renewed under another mutex, on a connection of their own.
  std::mutex mutex_;
  postgres::Session session_;
  std::optional<Failure> gone_;  // what the server failed with when `patience_` ended; it is not asked again
  std::mutex renewal_mutex_;
  postgres::Session renewal_session_;
  retry::Patience patience_;
  std::string lease_;
  std::string worker_;
  Uuid name_space_{};
};

}  // namespace

std::unique_ptr<Ledger> make_postgres_ledger(const config::Config& config, std::string worker, LedgerUse use,
                                             retry::Patience patience, std::stop_token stop) {
  return std::make_unique<PostgresLedger>(config, std::move(worker), use, std::move(patience), std::move(stop));
}

}  // namespace sent::ledger
