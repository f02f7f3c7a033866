// SPDX-License-Identifier: Apache-2.0

#include "postgres/database_failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "postgres/failure_hints.hpp"
#include "postgres/grant.hpp"
#include "postgres/sqlstate.hpp"
#include "text/one_line.hpp"

namespace sent::postgres {

namespace {

constexpr std::string_view insufficient_privilege = "42501";
constexpr std::string_view undefined_table = "42P01";
constexpr std::string_view read_only_transaction = "25006";
constexpr std::string_view feature_not_supported = "0A000";

constexpr std::string_view check_counters_url =
    "check database.url (or DATABASE_URL, PG*), and that the server accepts this role from here";
constexpr std::string_view check_ledger_url =
    "check ledger.url (default: database.url), and that the server accepts this role from here";

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

std::optional<std::string> hint_for(Access::Database database, const std::optional<std::string>& sqlstate,
                                    std::string_view purpose) {
  if (database == Access::Database::ledger) return ledger_hint(sqlstate);
  if (may_pass(sqlstate)) return std::nullopt;
  return counters_hint(*sqlstate, purpose);
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

// libpq's verbose text: the message, which may have several lines, then labelled ones.
struct ErrorFields {
  std::string message, detail, hint;
};

enum class ErrorField { message, detail, hint, other };

// The field that a line begins, and the length of its label.
std::optional<std::pair<ErrorField, std::size_t>> begun_by(std::string_view line) {
  constexpr std::array<std::pair<std::string_view, ErrorField>, 11> labels{{
      {"DETAIL:  ", ErrorField::detail},
      {"HINT:  ", ErrorField::hint},
      {"LINE ", ErrorField::other},
      {"QUERY:  ", ErrorField::other},
      {"CONTEXT:  ", ErrorField::other},
      {"SCHEMA NAME:  ", ErrorField::other},
      {"TABLE NAME:  ", ErrorField::other},
      {"COLUMN NAME:  ", ErrorField::other},
      {"DATATYPE NAME:  ", ErrorField::other},
      {"CONSTRAINT NAME:  ", ErrorField::other},
      {"LOCATION:  ", ErrorField::other},
  }};
  for (const auto& [label, field] : labels) {
    if (line.starts_with(label)) return std::pair{field, label.size()};
  }
  return std::nullopt;
}

ErrorFields fields_of(std::string_view text) {
  std::array<std::string, 4> fields;
  ErrorField field = ErrorField::message;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    const auto label = begin == 0 ? std::nullopt : begun_by(line);
    if (label) field = label->first, line.remove_prefix(label->second);
    fields[static_cast<std::size_t>(field)].append(line).push_back('\n');
    begin = end + 1;
  }
  return {fields[0], fields[1], fields[2]};
}

}  // namespace

Failure failure_of(std::string_view purpose, Access::Database database, const DatabaseError& error) {
  const std::string state = error.sqlstate ? fmt::format(" (SQLSTATE {})", *error.sqlstate) : "";
  return {code_of(database, error.sqlstate), fmt::format("{}: {}{}", purpose, error.message, state),
          hint_for(database, error.sqlstate, purpose),
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

std::string with_advice(std::string_view message, std::string_view detail, std::string_view hint) {
  std::string text = text::one_line(message);
  if (!detail.empty()) text += fmt::format(" (detail: {})", text::one_line(detail));
  if (!hint.empty()) text += fmt::format(" (the server's hint: {})", text::one_line(hint));
  return text;
}

DatabaseError parse_error(std::string_view text) {
  constexpr std::string_view after_severity = ":  ";  // in every language
  constexpr std::size_t size_of_code = 5;
  const ErrorFields fields = fields_of(text);
  std::string_view message = fields.message;
  const std::string_view first = message.substr(0, message.find('\n'));
  const auto at = first.find(after_severity);
  if (at == std::string_view::npos) return {std::nullopt, text::one_line(first)};
  message.remove_prefix(at + after_severity.size());
  const std::string_view code = message.substr(0, size_of_code);
  const bool has_code = message.substr(code.size()).starts_with(": ") && std::ranges::all_of(code, [](char c) {
                          return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                        });
  if (!has_code) return {std::nullopt, text::one_line(message.substr(0, message.find('\n')))};
  return {std::string(code), with_advice(message.substr(size_of_code + 2), fields.detail, fields.hint)};
}

}  // namespace sent::postgres
