// SPDX-License-Identifier: Apache-2.0

// C++17 (CMakeLists.txt); builds with libpqxx 6.4, 7.8 and 7.10.

#include "postgres/statements.hpp"

#include <pqxx/pqxx>
#include <utility>

namespace sent::postgres {

namespace {

StatementResult read(const pqxx::result& result) {
  StatementResult read;
  for (pqxx::row::size_type i = 0; i < result.columns(); ++i) read.names.emplace_back(result.column_name(i));
  for (const auto& from : result) {
    StatementResult::Fields fields;
    for (const auto& field : from) {
      fields.push_back(field.is_null() ? std::nullopt
                                       : std::optional<std::string>(std::in_place, field.c_str(), field.size()));
    }
    read.rows.push_back(std::move(fields));
  }
  return read;
}

template <typename PqxxConnection, typename Statement>
StatementResult run_on(PqxxConnection& connection, const Statement& statement) {
  try {
    pqxx::nontransaction on(connection);
    return read(statement(on));
  } catch (const pqxx::failure& failure) {
    throw StatementError(failure.what());
  }
}

}  // namespace

#if PQXX_VERSION_MAJOR < 7

namespace {

// Lends libpqxx a connection that is made and ended elsewhere.
class LendingPolicy final : public pqxx::connectionpolicy {
 public:
  explicit LendingPolicy(handle connection) : connectionpolicy(std::string{}), connection_(connection) {}
  handle do_startconnect(handle) override { return connection_; }
  handle do_completeconnect(handle) override { return connection_; }
  handle do_dropconnect(handle) noexcept override { return nullptr; }
  handle do_disconnect(handle) noexcept override { return nullptr; }

 private:
  handle connection_;
};

pqxx::result run_with(pqxx::nontransaction& on, const std::string& sql, const StatementResult::Fields& parameters) {
  std::vector<const char*> values;
  for (const auto& parameter : parameters) values.push_back(parameter ? parameter->c_str() : nullptr);
  return on.exec_params(sql, pqxx::prepare::make_dynamic_params(values));
}

}  // namespace

class Statements::Lent final : public pqxx::connection_base {
 public:
  explicit Lent(pg_conn* connection) : connection_base(policy_), policy_(connection) { init(); }
  ~Lent() noexcept { close(); }
  pqxx::connection_base& connection() { return *this; }

 private:
  LendingPolicy policy_;
};

#elif PQXX_VERSION_MAJOR > 7
#error "libpqxx 8 is not supported yet"
#else

namespace {

pqxx::result run_with(pqxx::nontransaction& on, const std::string& sql, const StatementResult::Fields& parameters) {
  pqxx::params values;
  for (const auto& parameter : parameters) {
    if (parameter) {
      values.append(*parameter);
    } else {
      values.append();
    }
  }
#if PQXX_VERSION_MINOR < 10
  return on.exec_params(sql, values);
#else
  return on.exec(sql, values);
#endif
}

}  // namespace

class Statements::Lent {
 public:
  explicit Lent(pg_conn* connection) : connection_(pqxx::connection::seize_raw_connection(connection)) {}
  ~Lent() { (void)std::move(connection_).release_raw_connection(); }
  pqxx::connection& connection() { return connection_; }

 private:
  pqxx::connection connection_;
};

#endif

Statements::Statements(pg_conn* connection) : lent_(std::make_unique<Lent>(connection)) {}

Statements::~Statements() = default;

StatementResult Statements::run(const std::string& sql) {
  return run_on(lent_->connection(), [&](pqxx::nontransaction& on) { return on.exec(sql); });
}

StatementResult Statements::run(const std::string& sql, const std::vector<std::optional<std::string>>& parameters) {
  return run_on(lent_->connection(), [&](pqxx::nontransaction& on) { return run_with(on, sql, parameters); });
}

}  // namespace sent::postgres
