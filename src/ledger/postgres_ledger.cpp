// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <mutex>

#include "ledger/deployment.hpp"
#include "ledger/ledger.hpp"
#include "ledger/progress_rows.hpp"
#include "ledger/rejected_rows.hpp"
#include "model/failure.hpp"
#include "postgres/session.hpp"
#include "sql/statements.hpp"

namespace sent::ledger {

namespace {

std::string seconds_of(std::chrono::milliseconds duration) {
  return fmt::format("{:.3f}", static_cast<double>(duration.count()) / 1000);
}

postgres::Parameters with_rules(std::initializer_list<std::optional<std::string>> first, const DayRules& rules) {
  postgres::Parameters parameters(first);
  parameters.insert(parameters.end(), {rules.is_backfill ? "true" : "false", rules.integrations, rules.library_version,
                                       rules.plan_digest, rules.settings});
  return parameters;
}

DayRules rules_of(const postgres::Row& row) {
  return {row.flag("is_backfill"), row.optional_text("integrations"), row.text("library_version"),
          row.text("plan_digest"), row.text("settings")};
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
    // Without a retry, so that a database that was never reachable is reported at once.
    const std::string encoding = session_.link().encoding;
    keeps_all_characters_ = encoding == "UTF8" || encoding == "SQL_ASCII";
    const auto deployment = find_deployment(session_, config.ledger.schema, use, patience_);
    check_version(deployment);
    name_space_ = deployment->name_space;
  }

  Uuid name_space() override { return name_space_; }

  std::optional<Day> first_day() override {
    std::lock_guard lock(mutex_);
    return find_first_day(session_, patience_);
  }

  std::set<Day> complete_days(DayRange days, std::optional<ResendNo> resend) override {
    const auto generation = resend ? static_cast<std::int64_t>(*resend) : 0;
    std::set<Day> complete;
    for (const auto& row : query("reading the ledger's days", sql::ledger_complete_days,
                                 {iso(days.first), iso(days.last), std::to_string(generation)})) {
      complete.insert(row.day("day"));
    }
    return complete;
  }

  std::vector<ChunkState> open_day(Day day, std::span<const std::string> bounds, const DayRules& rules) override {
    transaction("opening a day in the ledger", [&](postgres::Transaction& transaction) {
      transaction.execute(sql::ledger_open_day, with_rules({iso(day)}, rules));
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
      const std::uint64_t delivered = row.count("delivered");
      const std::uint64_t rejected = row.count("rejected");
      states.push_back({static_cast<int>(row.integer("chunk")),
                        {row.optional_text("from_source"), row.optional_text("until_source")},
                        settled_part(row, delivered + rejected),
                        delivered,
                        rejected,
                        row.flag("is_complete")});
    }
    return states;
  }

  std::optional<DayRules> day_rules(Day day) override {
    const auto rows = query("reading the rules of a day", sql::ledger_day_rules, {iso(day)});
    if (rows.empty()) return std::nullopt;
    return rules_of(rows.front());
  }

  ResendNo join_resend(RunNo run) override {
    ResendNo resend{};
    transaction("joining a --resend", [&](postgres::Transaction& transaction) {
      transaction.execute(sql::ledger_lock_runs);
      const auto rows = transaction.execute(sql::ledger_join_resend, {number_of(run)});
      if (rows.empty()) lost(run);
      resend = ResendNo{rows.front().integer("resend")};
    });
    return resend;
  }

  void reopen_day(Day day, ResendNo resend, const DayRules& rules) override {
    const auto generation = static_cast<std::int64_t>(resend);
    transaction("making a day undelivered", [&](postgres::Transaction& transaction) {
      if (transaction.one(sql::ledger_lock_day, {iso(day)}).integer("generation") >= generation) return;
      transaction.execute(sql::ledger_reset_chunks, {iso(day)});
      transaction.execute(sql::ledger_forget_rejected, {iso(day)});
      transaction.execute(sql::ledger_begin_day_again, with_rules({iso(day), std::to_string(generation)}, rules));
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
      write_fan_outs(transaction, plan);
    });
  }

  std::optional<Claim> claim(Day day, int chunk) override {
    const auto rows =
        query("claiming a chunk", sql::ledger_claim_chunk, {iso(day), std::to_string(chunk), worker_, lease_});
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.front();
    Claim claim{day, chunk, row.integer("fence"), row.integer("step"), settled_part(row, row.count("settled"))};
    claim.range = {row.optional_text("from_source"), row.optional_text("until_source")};
    if (row.optional_text("settings")) claim.rules = rules_of(row);
    return claim;
  }

  void begin(Claim& claim, std::uint64_t planned) override {
    move(claim, "recording what a chunk has", [&](postgres::Transaction& transaction) {
      return moves(transaction, sql::ledger_begin_chunk, of(claim, {step(claim), std::to_string(planned), lease_}));
    });
  }

  void record(Claim& claim, const Progress& progress) override {
    const SettledPart settled = settled_after(claim.settled, progress);
    const auto& after = settled.after;
    const postgres::Parameters parameters =
        of(claim, {step(claim), after ? std::optional(after->source_id) : std::nullopt,
                   after ? std::optional(after->user_id) : std::nullopt, ahead_text(settled.ahead),
                   std::to_string(progress.delivered), std::to_string(progress.rejected.size()), ids_text(settled.ids),
                   is_news(progress) ? "true" : "false", lease_});
    move(claim, "recording progress", [&](postgres::Transaction& transaction) {
      // Otherwise they are kept already, or a replay has cleared them since.
      const bool moved = moves(transaction, sql::ledger_record_progress, parameters);
      if (moved) write(transaction, sql::ledger_add_rejected, claim.day, progress.rejected);
      return moved;
    });
    claim.settled = settled;
  }

  void restart(Claim& claim) override {
    move(claim, "beginning a chunk again",
         [&](postgres::Transaction& transaction) { return restart(transaction, claim); });
    claim.settled = {};
  }

  void complete(Claim& claim) override {
    move(claim, "completing a chunk", [&](postgres::Transaction& transaction) {
      return moves(transaction, sql::ledger_complete_chunk, of(claim, {step(claim)}));
    });
    settle_all(claim.settled);
  }

  void release(const Claim& claim) override { query("releasing a chunk", sql::ledger_release_chunk, of(claim, {})); }

  void split(Claim& claim, const std::string& at) override {
    transaction("splitting a chunk", [&](postgres::Transaction& transaction) {
      transaction.execute(sql::ledger_lock_day, {iso(claim.day)});
      if (claim.settled != SettledPart{}) restart(transaction, claim);
      transaction.execute(sql::ledger_split_chunk,
                          {iso(claim.day), std::to_string(claim.chunk), std::to_string(claim.fence), at});
    });
  }

  void renew(std::span<const Claim> claims) override {
    std::lock_guard lock(renewal_mutex_);
    renewal_session_.transaction("renewing leases", [&](postgres::Transaction& transaction) {
      for (const Claim& claim : claims) transaction.execute(sql::ledger_renew_lease, of(claim, {lease_}));
      transaction.execute(sql::ledger_keep_run_alive, {worker_, lease_});
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
      events.push_back(rejection_of(row));
    }
    return events;
  }

  void record_replay(Day day, const Replayed& replayed) override {
    transaction("recording replayed events", [&](postgres::Transaction& transaction) {
      for (const Position& event : replayed.accepted) {
        transaction.execute(sql::ledger_clear_rejected, {iso(day), event.source_id, event.user_id});
      }
      write(transaction, sql::ledger_renew_rejected, day, replayed.rejected);
    });
  }

  RunNo begin_run(const RunStart& start) override {
    RunNo run{};
    transaction("beginning a run", [&](postgres::Transaction& transaction) {
      transaction.execute(sql::ledger_lock_runs);
      Fingerprint own = start.deployment;
      const auto recorded = find_fingerprint(transaction);
      if (recorded) require_same(*recorded, own);
      if (recorded && !own.contract_database) own.contract_database = recorded->contract_database;
      run = RunNo{transaction
                      .one(sql::ledger_begin_run,
                           {start.command, SENT_VERSION, worker_, iso(start.days.first), iso(start.days.last), lease_,
                            own.contract_database, own.contract_schema, own.time_zone, own.event_name, own.receiver})
                      .integer("run_id")};
    });
    return run;
  }

  bool end_run(RunNo run, int exit_code, std::uint64_t delivered, std::uint64_t rejected) override {
    return !query("ending a run", sql::ledger_end_run,
                  {number_of(run), std::to_string(exit_code), std::to_string(delivered), std::to_string(rejected),
                   worker_})
                .empty();
  }

 private:
  static std::string number_of(RunNo run) { return std::to_string(static_cast<std::int64_t>(run)); }
  static std::string step(const Claim& claim) { return std::to_string(claim.step); }
  [[noreturn]] static void lost(RunNo run) {
    throw Failure(ExitCode::database_unavailable,
                  fmt::format("recording run {}: the ledger does not know it; it was restored, or a fail-over lost it",
                              number_of(run)),
                  "run again: what the ledger does not know as delivered is sent again, with the same ids");
  }

  postgres::Parameters of(const Claim& claim, std::initializer_list<std::optional<std::string>> more) const {
    postgres::Parameters parameters{iso(claim.day), std::to_string(claim.chunk), std::to_string(claim.fence), worker_};
    parameters.insert(parameters.end(), more);
    return parameters;
  }

  static bool moves(postgres::Transaction& transaction, std::string_view sql, const postgres::Parameters& parameters) {
    return !transaction.execute(sql, parameters).empty();
  }
  // The ids come from a database, but a reason may have any character.
  void write(postgres::Transaction& transaction, std::string_view sql, Day day,
             std::span<const Rejection> rejected) const {
    if (keeps_all_characters_) return write_rejected(transaction, sql, day, rejected);
    std::vector<Rejection> ascii;
    for (const Rejection& rejection : rejected) ascii.push_back(in_ascii(rejection));
    write_rejected(transaction, sql, day, ascii);
  }
  // One step of a claim. `attempt` says whether it moved the chunk.
  void move(Claim& claim, const std::string& purpose, const std::function<bool(postgres::Transaction&)>& attempt) {
    Standing standing{};
    transaction(purpose, [&](postgres::Transaction& transaction) {
      standing = attempt(transaction)
                     ? Standing::moved
                     : standing_of(transaction.execute(sql::ledger_chunk_standing, of(claim, {})), claim);
    });
    require_standing(standing, claim);
    ++claim.step;
  }
  bool restart(postgres::Transaction& transaction, const Claim& claim) {
    const bool moved = moves(transaction, sql::ledger_restart_chunk, of(claim, {step(claim), lease_}));
    if (moved) transaction.execute(sql::ledger_forget_rejected_of_chunk, {iso(claim.day), std::to_string(claim.chunk)});
    return moved;
  }

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
  bool keeps_all_characters_ = true;
  Uuid name_space_{};
};

}  // namespace

std::unique_ptr<Ledger> make_postgres_ledger(const config::Config& config, std::string worker, LedgerUse use,
                                             retry::Patience patience, std::stop_token stop) {
  return std::make_unique<PostgresLedger>(config, std::move(worker), use, std::move(patience), std::move(stop));
}

}  // namespace sent::ledger
