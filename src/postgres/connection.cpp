// SPDX-License-Identifier: Apache-2.0

#include "postgres/connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <utility>

#include "model/failure.hpp"
#include "postgres/grant.hpp"
#include "postgres/sqlstate.hpp"
#include "text/one_line.hpp"

namespace sent::postgres {

namespace {

struct ResultCloser {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultCloser>;

PGconn* raw(const std::unique_ptr<void, auto>& connection) { return static_cast<PGconn*>(connection.get()); }

// What cannot pass is for the operator to change: a privilege, a relation, a view that fails on its data.
ExitCode exit_code_of(std::string_view sqlstate) {
  return may_pass(sqlstate) ? ExitCode::database_unavailable : ExitCode::usage;
}

std::string hint_of(std::string_view sqlstate) {
  if (sqlstate == "42501") {
    return "a view reads as its owner, or with security_invoker as this role: grant that one select on what is behind "
           "the view; the relations themselves need what sql/roles.sql grants";
  }
  if (sqlstate == "42P01" || sqlstate == "42703") return "compare the schema with sql/contract/";
  if (sqlstate == "22023") return "job.timezone must be a name that PostgreSQL knows, see pg_timezone_names";
  return may_pass(sqlstate) ? ""
                            : "the relation, or the view behind it, cannot be read as the contract asks, see sql/read/";
}

[[noreturn]] void fail(std::string_view purpose, PGconn* connection, const PGresult* result) {
  const char* const state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string_view sqlstate = state ? state : "";
  const char* const primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  const std::string what = text::one_line(primary ? primary : PQerrorMessage(connection));
  throw Failure(exit_code_of(sqlstate),
                fmt::format("{} in database \"{}\": {}{}", purpose, PQdb(connection), what,
                            sqlstate.empty() ? "" : fmt::format(" (SQLSTATE {})", sqlstate)),
                hint_of(sqlstate));
}

// Any of it may be unknown when the connection did not come about.
std::string shown(const PGconn* connection) {
  const auto text = [](const char* value) { return value == nullptr ? "" : value; };
  return fmt::format("database \"{}\" on {}:{} as \"{}\"", text(PQdb(connection)), text(PQhost(connection)),
                     text(PQport(connection)), text(PQuser(connection)));
}

[[noreturn]] void fail_to_connect(PGconn* connection) {
  const std::string message =
      fmt::format("connecting to {}: {}", shown(connection), text::one_line(PQerrorMessage(connection)));
  if (lacks_connect(message)) {
    throw Failure(ExitCode::usage, message,
                  grant("connect", "database " + quoted_identifier(PQdb(connection)), PQuser(connection)));
  }
  throw Failure(ExitCode::database_unavailable, message,
                "check database.url (or DATABASE_URL, PG*), and that the server accepts this role from here");
}

std::vector<ResultRow> rows_of(const PGresult* result) {
  std::vector<ResultRow> rows(static_cast<std::size_t>(PQntuples(result)));
  for (int r = 0; r < PQntuples(result); ++r) {
    for (int c = 0; c < PQnfields(result); ++c) {
      auto& row = rows[static_cast<std::size_t>(r)];
      if (PQgetisnull(result, r, c) != 0) {
        row.emplace_back();
      } else {
        row.emplace_back(PQgetvalue(result, r, c));
      }
    }
  }
  return rows;
}

}  // namespace

void require_readable_url(std::string_view setting, const std::string& url) {
  if (url.empty()) return;
  char* error = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), &error),
                                                                             &PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> owned(error, &PQfreemem);
  if (options) return;
  throw Failure(ExitCode::usage,
                fmt::format("reading {}: it is neither a URL nor a key=value text that libpq takes", setting),
                "characters such as %, / or @ in a password are written as %25, %2F, %40 in a URL");
}

void PostgresConnection::Closer::operator()(void* connection) const { PQfinish(static_cast<PGconn*>(connection)); }

PostgresConnection::PostgresConnection(const std::string& url, std::chrono::milliseconds connect_timeout,
                                       std::stop_token stop)
    : stop_(std::move(stop)) {
  const std::string seconds = std::to_string(std::max<std::int64_t>(2, (connect_timeout.count() + 999) / 1000));
  // Later entries win, so what stands before the URL are defaults. A peer that vanished is noticed within a minute.
  const char* const keys[] = {"connect_timeout",
                              "fallback_application_name",
                              "keepalives_idle",
                              "keepalives_interval",
                              "keepalives_count",
                              "tcp_user_timeout",
                              "dbname",
                              "client_encoding",
                              nullptr};
  const char* const values[] = {seconds.c_str(), "sent-source-data", "20",   "10",   "3",
                                "60000",         url.c_str(),        "UTF8", nullptr};
  connection_.reset(PQconnectdbParams(keys, values, 1));
  if (PQstatus(raw(connection_)) != CONNECTION_OK) fail_to_connect(raw(connection_));
  // Of a database without an encoding, the server refuses to send as UTF-8 what is none: one row would stop every day.
  const char* const encoding = PQparameterStatus(raw(connection_), "server_encoding");
  if (encoding != nullptr && std::string_view(encoding) == "SQL_ASCII") PQsetClientEncoding(raw(connection_), encoding);
}

DatabaseLink PostgresConnection::link() const {
  PGconn* const connection = raw(connection_);
  const std::string_view host = PQhost(connection);
  const std::string_view address = PQhostaddr(connection);
  const bool by_socket = host.starts_with('/') || host.starts_with('@');
  DatabaseLink link{shown(connection), by_socket || address.starts_with("127.") || address == "::1", std::nullopt};
  if (PQsslInUse(connection) == 1) link.tls = PQsslAttribute(connection, "protocol");
  return link;
}

std::vector<ResultRow> PostgresConnection::query(std::string_view purpose, std::string_view sql,
                                                 std::span<const Parameter> parameters) {
  std::vector<const char*> values;
  for (const auto& parameter : parameters) values.push_back(parameter ? parameter->c_str() : nullptr);
  const std::string text(sql);
  const Result result(PQexecParams(raw(connection_), text.c_str(), static_cast<int>(values.size()), nullptr,
                                   values.data(), nullptr, nullptr, 0));
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    fail(purpose, raw(connection_), result.get());
  }
  return rows_of(result.get());
}

std::string PostgresConnection::with_literals(std::string_view sql, std::span<const Parameter> parameters) {
  std::string text;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    // Comments are left out, so that no value can end one and go on as SQL.
    if (sql.substr(i).starts_with("--")) {
      i = std::min(sql.find('\n', i), sql.size());
      text += '\n';
      continue;
    }
    const bool placeholder = sql[i] == '$' && i + 1 < sql.size() && sql[i + 1] >= '1' &&
                             static_cast<std::size_t>(sql[i + 1] - '0') <= parameters.size();
    if (!placeholder) {
      text += sql[i];
      continue;
    }
    const Parameter& parameter = parameters[static_cast<std::size_t>(sql[++i] - '1')];
    if (!parameter) {
      text += "NULL";
      continue;
    }
    const std::unique_ptr<char, decltype(&PQfreemem)> literal(
        PQescapeLiteral(raw(connection_), parameter->data(), parameter->size()), &PQfreemem);
    if (!literal) fail("quoting a value", raw(connection_), nullptr);
    text += literal.get();
  }
  return text;
}

std::string PostgresConnection::plan(std::string_view purpose, std::string_view sql,
                                     std::span<const Parameter> parameters) {
  return query(purpose, fmt::format("explain (format json) {}", with_literals(sql, parameters))).at(0).at(0).value();
}

// Looks for a stop ten times a second. TLS may have read more than it has handed over, of which the socket does not
// tell: so every other time it is only asked, not waited for.
void PostgresConnection::await_input(std::string_view purpose) {
  constexpr int look_up_milliseconds = 100;
  PGconn* const connection = raw(connection_);
  if (stop_.stop_requested()) {
    cancel();
    throw Failure(ExitCode::interrupted, fmt::format("{}: stopped by a signal", purpose));
  }
  asked_ = PQsslInUse(connection) == 1 && !asked_;
  pollfd ready{PQsocket(connection), POLLIN, 0};
  ::poll(&ready, 1, asked_ ? 0 : look_up_milliseconds);
  if (PQconsumeInput(connection) != 1) fail(purpose, connection, nullptr);
}

// If it does not get through, the server notices when it writes next.
void PostgresConnection::cancel() {
  const std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> request(PQgetCancel(raw(connection_)), &PQfreeCancel);
  std::array<char, 256> ignored{};
  PQcancel(request.get(), ignored.data(), static_cast<int>(ignored.size()));
}

void PostgresConnection::copy(std::string_view purpose, std::string_view sql, std::span<const Parameter> parameters,
                              const std::function<void(std::span<const char>)>& message) {
  PGconn* const connection = raw(connection_);
  const std::string text = fmt::format("copy (\n{}\n) to stdout (format binary)", with_literals(sql, parameters));
  if (PQsendQuery(connection, text.c_str()) != 1) fail(purpose, connection, nullptr);
  while (PQisBusy(connection) == 1) await_input(purpose);
  const Result started(PQgetResult(connection));
  if (PQresultStatus(started.get()) != PGRES_COPY_OUT) fail(purpose, connection, started.get());
  char* buffer = nullptr;
  int size = 0;
  while ((size = PQgetCopyData(connection, &buffer, 1)) >= 0) {
    if (size == 0) {
      await_input(purpose);
      continue;
    }
    const std::unique_ptr<char, decltype(&PQfreemem)> owned(buffer, &PQfreemem);
    message({buffer, static_cast<std::size_t>(size)});
  }
  const Result finished(PQgetResult(connection));
  if (size == -2 || PQresultStatus(finished.get()) != PGRES_COMMAND_OK) {
    fail(purpose, connection, finished.get());
  }
  while (const Result rest{PQgetResult(connection)}) {
  }
}

}  // namespace sent::postgres
