// SPDX-License-Identifier: Apache-2.0

// The only file that includes libpqxx.

#include "postgres/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pqxx/pqxx>

#include "model/failure.hpp"
#include "postgres/grant.hpp"
#include "postgres/sqlstate.hpp"
#include "text/one_line.hpp"

namespace sent::postgres {

namespace {

bool may_pass_later(const pqxx::pqxx_exception& error) {
  if (dynamic_cast<const pqxx::broken_connection*>(&error) != nullptr) return true;
  if (dynamic_cast<const pqxx::in_doubt_error*>(&error) != nullptr) return true;
  const auto* refused = dynamic_cast<const pqxx::sql_error*>(&error);
  return refused != nullptr && may_pass(refused->sqlstate());
}

[[noreturn]] void fail(std::string_view purpose, const pqxx::pqxx_exception& error) {
  const std::string message = fmt::format("{}: {}", purpose, text::one_line(error.base().what()));
  if (dynamic_cast<const pqxx::sql_error*>(&error) == nullptr && lacks_connect(message)) {
    throw Failure(
        ExitCode::usage, message,
        "grant connect on that database to the role of ledger.url (default: database.url), see sql/roles.sql");
  }
  if (dynamic_cast<const pqxx::insufficient_privilege*>(&error) != nullptr) {
    throw Failure(
        ExitCode::usage, message,
        "only the role that ran `migrate` first may upgrade the ledger; what others need, sql/roles.sql grants");
  }
  if (dynamic_cast<const pqxx::undefined_table*>(&error) != nullptr) {
    throw Failure(ExitCode::usage, message, "create or upgrade the ledger with `sent-source-data migrate`");
  }
  throw Failure(ExitCode::database_unavailable, message,
                "check ledger.url (default: database.url) and that the server accepts this role from here");
}

// libpq takes these as part of the connection string only. A peer that vanished is noticed within a minute.
std::string with_defaults(const std::string& given, std::chrono::milliseconds timeout) {
  std::string url = given;
  const bool is_uri = url.starts_with("postgres://") || url.starts_with("postgresql://");
  const auto add = [&](std::string_view key, std::string_view value) {
    if (url.find(std::string(key) + "=") != std::string::npos) return;
    const std::string_view separator = !is_uri                                                  ? " "
                                       : url.find('?', url.rfind('@') + 1) == std::string::npos ? "?"
                                                                                                : "&";
    url.append(separator).append(key).append("=").append(value);
  };
  add("connect_timeout", std::to_string(std::max<std::int64_t>(2, timeout.count() / 1000)));
  add("fallback_application_name", "sent-source-data");
  add("keepalives_idle", "20");
  add("keepalives_interval", "10");
  add("keepalives_count", "3");
  add("tcp_user_timeout", "60000");
  return url;
}

SqlRows rows_of(const pqxx::result& result) {
  SqlRows rows;
  for (const auto& from : result) {
    auto& row = rows.emplace_back();
    for (const auto& field : from) {
      row.push_back(field.is_null() ? std::nullopt : std::optional(field.as<std::string>()));
    }
  }
  return rows;
}

class PqxxTransaction final : public Transaction {
 public:
  explicit PqxxTransaction(pqxx::work& work) : work_(work) {}

  SqlRows execute(std::string_view sql, const SqlArguments& arguments) override {
    std::vector<const char*> values;
    for (const auto& argument : arguments) values.push_back(argument ? argument->c_str() : nullptr);
    return rows_of(work_.exec_params(std::string(sql), pqxx::prepare::make_dynamic_params(values)));
  }
  void script(std::string_view sql) override { work_.exec(std::string(sql)); }

 private:
  pqxx::work& work_;
};

}  // namespace

class Session::Connection {
 public:
  explicit Connection(const std::string& url) : connection_(url) {}

  void run(const std::function<void(Transaction&)>& work) {
    pqxx::work transaction(connection_);
    PqxxTransaction own(transaction);
    work(own);
    transaction.commit();
  }
  [[nodiscard]] bool is_open() const { return connection_.is_open(); }

 private:
  pqxx::connection connection_;
};

Session::Session(const std::string& url, std::chrono::milliseconds connect_timeout)
    : url_(with_defaults(url, connect_timeout)) {
  try {
    connect();
  } catch (const pqxx::pqxx_exception& error) {
    fail("connecting to the ledger's database", error);
  }
}

Session::~Session() = default;

void Session::connect() { connection_ = std::make_unique<Connection>(url_); }

void Session::transaction(std::string_view purpose, const std::function<void(Transaction&)>& work,
                          const retry::Patience& patience) {
  for (int attempt = 1;; ++attempt) {
    try {
      if (!connection_) connect();
      return connection_->run(work);
    } catch (const pqxx::pqxx_exception& error) {
      const bool lost = !connection_ || !connection_->is_open();
      connection_.reset();
      if (!lost && !may_pass_later(error)) fail(purpose, error);
      if (!patience(attempt, fmt::format("{}: {}", purpose, text::one_line(error.base().what())))) fail(purpose, error);
    }
  }
}

}  // namespace sent::postgres
