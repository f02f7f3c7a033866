// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/history.hpp"

#include <utility>

#include "ledger/deployment.hpp"
#include "sql/statements.hpp"

namespace sent::command::status::report {

namespace {

using Field = std::optional<std::string>;

std::uint64_t count_of(const Field& field) { return std::stoull(field.value()); }

std::optional<std::uint64_t> known_count_of(const Field& field) {
  return field ? std::optional(std::stoull(*field)) : std::nullopt;
}

std::optional<std::chrono::milliseconds> duration_of(const Field& field) {
  return field ? std::optional(std::chrono::milliseconds{std::stoll(*field)}) : std::nullopt;
}

DayRecord record_of(const postgres::SqlRow& row) {
  return {parse_day(row.at(0).value()).value(),
          count_of(row.at(1)),
          count_of(row.at(2)),
          count_of(row.at(3)),
          count_of(row.at(4)),
          known_count_of(row.at(5)),
          known_count_of(row.at(6)),
          duration_of(row.at(7))};
}

}  // namespace

LedgerHistory::LedgerHistory(const config::Config& config, retry::Patience patience)
    : session_(ledger::ledger_url(config), config.database.connect_timeout), patience_(std::move(patience)) {
  ledger::check_version(ledger::find_deployment(session_, ledger::LedgerUse::reading, patience_));
}

postgres::SqlRows LedgerHistory::query(std::string_view purpose, std::string_view sql,
                                       const postgres::SqlArguments& arguments) {
  postgres::SqlRows rows;
  session_.transaction(
      purpose, [&](postgres::Transaction& transaction) { rows = transaction.execute(sql, arguments); }, patience_);
  return rows;
}

std::optional<Day> LedgerHistory::first_day() {
  const auto day = query("reading the ledger's first day", sql::ledger_first_day).at(0).at(0);
  return day ? parse_day(*day) : std::nullopt;
}

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
    kinds.push_back({std::stoi(row.at(0).value()), row.at(1).value(), count_of(row.at(2))});
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
    const auto slug = kind == "source" ? row.at(1) : std::nullopt;
    fan_outs.push_back({row.at(0).value(), slug, count_of(row.at(2)), parse_day(row.at(3).value()).value()});
  }
  return fan_outs;
}

}  // namespace sent::command::status::report
