// SPDX-License-Identifier: Apache-2.0

#include "postgres/database_failure.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "postgres/grant.hpp"
#include "postgres/sqlstate.hpp"
#include "text/one_line.hpp"

namespace sent::postgres {

namespace {

constexpr std::string_view insufficient_privilege = "42501";
constexpr std::string_view undefined_table = "42P01";
constexpr std::string_view undefined_column = "42703";
constexpr std::string_view invalid_parameter = "22023";
constexpr std::string_view read_only_transaction = "25006";
constexpr std::string_view feature_not_supported = "0A000";

constexpr std::string_view check_counters_url =
    "check database.url (or DATABASE_URL, PG*), and that the server accepts this role from here";
constexpr std::string_view check_ledger_url =
    "check ledger.url (default: database.url), and that the server accepts this role from here";

std::optional<std::string> counters_hint(const std::optional<std::string>& sqlstate) {
  if (sqlstate == insufficient_privilege) {
    return "grant what sql/roles.sql grants and, for a view, select on the relations behind it: to the view's owner, "
           "or with security_invoker to this role. If row-level security hides rows, read as a role that may see all "
           "of "
           "them";
  }
  if (sqlstate == undefined_table || sqlstate == undefined_column) return "compare the schema with sql/contract/";
  if (sqlstate == invalid_parameter) return "set job.timezone to a name that PostgreSQL knows, see pg_timezone_names";
  if (may_pass(sqlstate)) return std::nullopt;
  return "change the relation, or the view behind it, so that the statements in sql/read/ can read it";
}

bool breaks_a_constraint(const std::optional<std::string>& sqlstate) { return sqlstate && sqlstate->starts_with("23"); }

std::string ledger_hint(const std::optional<std::string>& sqlstate) {
  if (breaks_a_constraint(sqlstate)) {
    return "the ledger refuses what does not add up, and is as it was; report this with the log";
  }
  if (sqlstate == insufficient_privilege) {
    return "upgrade the ledger as the role that first ran `migrate`; grant others what sql/roles.sql grants";
  }
  if (sqlstate == undefined_table) return "create or upgrade the ledger with `sent-source-data migrate`";
  if (sqlstate == read_only_transaction || sqlstate == feature_not_supported) {
    return "set ledger.url to a primary; database.url may be a standby";
  }
  return std::string(check_ledger_url);
}

ExitCode code_of(Access::Database database, const std::optional<std::string>& sqlstate) {
  if (database == Access::Database::counters)
    return may_pass(sqlstate) ? ExitCode::database_unavailable : ExitCode::usage;
  if (breaks_a_constraint(sqlstate)) return ExitCode::unexpected;
  const bool is_usage = sqlstate == insufficient_privilege || sqlstate == undefined_table;
  return is_usage ? ExitCode::usage : ExitCode::database_unavailable;
}

// The lines of libpq's text: one for each server and way of connecting. Those that are indented only advise.
std::string reasons_in(std::string_view text) {
  std::string reasons;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::string reason = line.starts_with('\t') ? "" : text::one_line(line);
    if (!reason.empty()) reasons += (reasons.empty() ? "" : "; ") + reason;
  }
  return reasons;
}

}  // namespace

Failure failure_of(std::string_view purpose, Access::Database database, const DatabaseError& error) {
  const std::string state = error.sqlstate ? fmt::format(" (SQLSTATE {})", *error.sqlstate) : "";
  return {code_of(database, error.sqlstate), fmt::format("{}: {}{}", purpose, error.message, state),
          database == Access::Database::counters ? counters_hint(error.sqlstate) : ledger_hint(error.sqlstate),
          may_pass(error.sqlstate) ? Failure::Cause::passing : Failure::Cause::lasting};
}

Failure connect_failure(const std::string& place, const std::string& grant, Access::Database database,
                        const std::string& message) {
  const std::string text = fmt::format("connecting to {}: {}", place, reasons_in(message));
  if (lacks_connect(message)) return {ExitCode::usage, text, grant};
  return {ExitCode::database_unavailable, text,
          std::string(database == Access::Database::counters ? check_counters_url : check_ledger_url),
          Failure::Cause::passing};
}

Failure interrupted_failure(std::string_view purpose) {
  return {ExitCode::interrupted, fmt::format("{}: stopped", purpose)};
}

DatabaseError parse_error(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  constexpr std::string_view after_severity = ":  ";  // in every language
  const auto at = line.find(after_severity);
  if (at == std::string_view::npos) return {std::nullopt, text::one_line(line)};
  line.remove_prefix(at + after_severity.size());
  constexpr std::size_t size_of_code = 5;
  const std::string_view code = line.substr(0, size_of_code);
  const bool has_code = line.substr(code.size()).starts_with(": ") && std::ranges::all_of(code, [](char c) {
                          return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                        });
  if (!has_code) return {std::nullopt, text::one_line(line)};
  return {std::string(code), text::one_line(line.substr(size_of_code + 2))};
}

}  // namespace sent::postgres
