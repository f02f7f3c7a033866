// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/history.hpp"

#include <utility>

#include "ledger/deployment.hpp"
#include "sql/statements.hpp"

namespace sent::command::status::report {

namespace {

std::optional<std::chrono::milliseconds> duration_of(const postgres::Row& row) {
  const auto milliseconds = row.optional_integer("duration_ms");
  return milliseconds ? std::optional(std::chrono::milliseconds{*milliseconds}) : std::nullopt;
}

DayRecord record_of(const postgres::Row& row) {
  return {row.day("day"),
          row.count("chunks"),
          row.count("complete_chunks"),
          row.count("delivered"),
          row.count("rejected"),
          row.optional_count("planned_events"),
          row.optional_count("planned_users"),
          duration_of(row)};
}

}  // namespace

LedgerHistory::LedgerHistory(const config::Config& config, retry::Patience patience, std::stop_token stop)
    : session_(ledger::ledger_session(config, ledger::LedgerUse::reading, std::move(stop))),
      patience_(std::move(patience)) {
  (void)session_.link();  // does not retry: report at once that the database was never reachable
  ledger::check_version(ledger::find_deployment(session_, config.ledger.schema, ledger::LedgerUse::reading, patience_));
}

postgres::Rows LedgerHistory::query(const std::string& purpose, std::string_view sql,
                                    const postgres::Parameters& parameters) {
  return session_.query(purpose, sql, parameters, patience_);
}

std::optional<Day> LedgerHistory::first_day() { return ledger::find_first_day(session_, patience_); }

std::vector<DayRecord> LedgerHistory::days(DayRange range) {
  std::vector<DayRecord> records;
  for (const auto& row :
       query("reading the ledger's days", sql::ledger_day_records, {iso(range.first), iso(range.last)})) {
    records.push_back(record_of(row));
  }
  return records;
}

std::vector<RejectedBecause> LedgerHistory::rejected_kinds(DayRange range, std::size_t limit) {
  std::vector<RejectedBecause> kinds;
  for (const auto& row : query("reading why events were rejected", sql::ledger_rejected_kinds,
                               {iso(range.first), iso(range.last), std::to_string(limit)})) {
    const auto status = static_cast<int>(row.integer("status"));
    kinds.push_back({status == 0 ? std::nullopt : std::optional(status), row.text("reason"), row.count("events")});
  }
  return kinds;
}

std::vector<FanOut> LedgerHistory::largest_sources(DayRange range, std::size_t limit) {
  return largest("source", range, limit);
}

std::vector<FanOut> LedgerHistory::largest_workspaces(DayRange range, std::size_t limit) {
  return largest("workspace", range, limit);
}

std::vector<FanOut> LedgerHistory::largest(const std::string& kind, DayRange range, std::size_t limit) {
  std::vector<FanOut> fan_outs;
  for (const auto& row : query("reading the largest fan-outs", sql::ledger_largest_fan_outs,
                               {iso(range.first), iso(range.last), kind, std::to_string(limit)})) {
    const auto slug = kind == "source" ? row.optional_text("slug") : std::nullopt;
    fan_outs.push_back({row.text("id"), slug, row.count("events"), row.day("day")});
  }
  return fan_outs;
}

}  // namespace sent::command::status::report
