// SPDX-License-Identifier: Apache-2.0

#include "postgres/session.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "model/failure.hpp"
#include "postgres/connection.hpp"
#include "postgres/database_failure.hpp"
#include "postgres/statements.hpp"
#include "sql/statements.hpp"

namespace sent::postgres {

namespace {

// From the text, because libpqxx 6.4 keeps no code for some errors, such as serialization failures and missing
// privileges, and not even the message of a lost connection.
DatabaseError error_of(const StatementError& said, const Connection& connection) {
  DatabaseError error = parse_error(said.what());
  if (error.sqlstate) return error;
  const DatabaseError last = connection.last_error();
  return last.message.empty() ? error : last;
}

Rows rows_of(StatementResult result) {
  const auto names = std::make_shared<const Row::Names>(std::move(result.names));
  Rows rows;
  for (auto& fields : result.rows) rows.emplace_back(names, std::move(fields));
  return rows;
}

std::string_view begin_of(TransactionSettings::Kind kind) {
  using Kind = TransactionSettings::Kind;
  if (kind == Kind::read_write) return "begin transaction isolation level read committed, read write";
  if (kind == Kind::read_only) return "begin transaction isolation level read committed, read only";
  return "begin transaction isolation level repeatable read, read only";
}

}  // namespace

class Session::Open {
 public:
  explicit Open(const Access& access) : connection_(access), statements_(connection_.handle()) {}

  [[nodiscard]] Connection& connection() { return connection_; }
  [[nodiscard]] const Connection& connection() const { return connection_; }

  Rows run(std::string_view purpose, const std::function<StatementResult(Statements&)>& statement) {
    Rows rows;
    connection_.interruptibly(purpose, [&] {
      try {
        rows = rows_of(statement(statements_));
      } catch (const StatementError& said) {
        throw connection_.failure(purpose, error_of(said, connection_));
      }
    });
    return rows;
  }

 private:
  Connection connection_;
  Statements statements_;
};

Session::Session(Access access, TransactionSettings settings, Connect connect)
    : access_(std::move(access)), settings_(std::move(settings)) {
  if (connect == Connect::now) open();
}

Session::Session(Session&& other) noexcept = default;
Session::~Session() = default;

Session::Open& Session::open() {
  if (open_ && !open_->connection().is_idle()) open_.reset();
  if (!open_) open_ = std::make_unique<Open>(access_);
  return *open_;
}

DatabaseLink Session::link() { return open().connection().link(); }

// Everything that a transaction needs before its first statement, in one round trip.
std::string Session::begin_statement(const Open& open, const std::optional<std::string>& snapshot) const {
  const auto quote = [&](std::string_view value) { return open.connection().literal(value); };
  const std::array<Parameter, 5> parameters{
      settings_.schema, settings_.time_zone, std::to_string(settings_.lock_timeout.count()),
      std::to_string(settings_.statement_timeout.count()), settings_.policies_may_hide_rows ? "on" : "off"};
  std::string statement(begin_of(settings_.kind));
  if (snapshot) statement += "; set transaction snapshot " + quote(*snapshot);
  return statement + ";" + with_literals(sql::session_prepare, parameters, quote);
}

void Session::transaction(const std::string& purpose, const std::function<void(Transaction&)>& work,
                          const retry::Patience& patience) {
  const auto attempt = [&] {
    Transaction transaction(*this, purpose);
    work(transaction);
    transaction.commit();
  };
  retry::ask_patiently(patience, attempt, [] {});
}

Rows Session::query(const std::string& purpose, std::string_view sql, const Parameters& parameters,
                    const retry::Patience& patience) {
  Rows rows;
  transaction(
      purpose, [&](Transaction& transaction) { rows = transaction.execute(sql, parameters); }, patience);
  return rows;
}

Transaction::Transaction(Session& session, std::string purpose, const std::optional<std::string>& snapshot)
    : session_(session), purpose_(std::move(purpose)) {
  const auto& open = session_.open();
  try {
    script(session_.begin_statement(open, snapshot));
  } catch (...) {
    abandon();
    throw;
  }
}

Transaction::~Transaction() {
  if (ended_) return;
  try {
    if (session_.open_->connection().is_in_transaction()) script("rollback");
  } catch (...) {
    // The connection is lost, and with it the transaction.
  }
  if (!session_.open_->connection().is_idle()) session_.open_.reset();
}

Rows Transaction::execute(std::string_view sql, const Parameters& parameters) {
  return session_.open_->run(purpose_, [&](Statements& on) { return on.run(std::string(sql), parameters); });
}

Row Transaction::one(std::string_view sql, const Parameters& parameters) { return execute(sql, parameters).at(0); }

Rows Transaction::script(const std::string& sql) {
  return session_.open_->run(purpose_, [&](Statements& on) { return on.run(sql); });
}

std::string Transaction::with_literals_of(std::string_view sql, std::span<const Parameter> parameters) {
  const auto& connection = session_.open_->connection();
  return with_literals(sql, parameters, [&](std::string_view value) { return connection.literal(value); });
}

void Transaction::copy(std::string_view purpose, std::string_view sql, std::span<const Parameter> parameters,
                       const std::function<void(std::span<const char>)>& message) {
  const std::string select = with_literals_of(sql, parameters);
  session_.open_->connection().copy(purpose, fmt::format("copy (\n{}\n) to stdout (format binary)", select), message);
}

std::string Transaction::explain(std::string_view sql, std::span<const Parameter> parameters) {
  return script(fmt::format("explain (format json) {}", with_literals_of(sql, parameters))).at(0).text("QUERY PLAN");
}

void Transaction::commit() {
  script("commit");
  ended_ = true;
}

void Transaction::abandon() {
  session_.open_.reset();
  ended_ = true;
}

}  // namespace sent::postgres
