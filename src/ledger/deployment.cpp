// SPDX-License-Identifier: Apache-2.0

#include "ledger/deployment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "model/failure.hpp"
#include "postgres/grant.hpp"
#include "sql/statements.hpp"

namespace sent::ledger {

namespace {

bool is_migration(const sql::Statement& statement) { return statement.file.starts_with("ledger/migrations/"); }

std::optional<Deployment> find_deployment(postgres::Transaction& transaction, const std::string& schema,
                                          LedgerUse use) {
  if (!transaction.one(sql::ledger_exists, {schema}).flag("ledger_exists")) return std::nullopt;
  require_none("opening the ledger", lacking_privileges(transaction, schema, use));
  const auto row = transaction.one(sql::ledger_deployment);
  return Deployment{static_cast<int>(row.integer("version")), parse_uuid(row.text("namespace")).value()};
}

// Applies every migration above `version`; they are numbered from 1 in the order of their names.
void upgrade(postgres::Transaction& transaction, int version) {
  int number = 0;
  for (const auto& statement : sql::statements()) {
    if (is_migration(statement) && ++number > version) transaction.script(std::string(statement.text));
  }
  transaction.execute(sql::ledger_set_version, {std::to_string(ledger_version())});
}

void create_schema(postgres::Transaction& transaction, const std::string& schema) {
  // "if not exists" requires the privilege to create schemas even if the schema exists.
  if (transaction.one(sql::ledger_exists, {schema}).flag("schema_exists")) return;
  transaction.script(fmt::format("create schema {}", postgres::quoted_identifier(schema)));
}

std::string migrate_ledger(postgres::Session& session, const std::string& schema) {
  std::string done;
  session.transaction("migrating the ledger", [&](postgres::Transaction& transaction) {
    transaction.execute(sql::ledger_lock_migration, {schema});
    const auto before = find_deployment(transaction, schema, LedgerUse::reading);
    if (before && before->version > ledger_version()) check_version(before);
    if (before && before->version == ledger_version()) {
      done = fmt::format("the ledger already has version {}", ledger_version());
    } else {
      require_none("migrating the ledger", lacking_to_create(transaction, schema));
      create_schema(transaction, schema);
      upgrade(transaction, before ? before->version : 0);
      done = fmt::format("the ledger now has version {}", ledger_version());
    }
  });
  return done;
}

void require_room_for_contract(postgres::Transaction& transaction, const std::string& schema) {
  const auto row = transaction.one(sql::ledger_contract_schema, {schema});
  if (row.flag("has_views")) {
    throw Failure(ExitCode::usage,
                  fmt::format("creating the reference tables: schema \"{}\" already has views", schema),
                  "run `migrate` without --with-contract if these views are your input contract");
  }
  if (const auto& grant = row.optional_text("missing_grant")) {
    throw Failure(
        ExitCode::usage,
        fmt::format("creating the reference tables: the role of database.url may not create them in schema \"{}\"",
                    schema),
        fmt::format("{} or run the files of sql/contract/ as the schema's owner", *grant));
  }
}

void create_contract(postgres::Session& session, const std::string& schema) {
  session.transaction("creating the reference tables", [&](postgres::Transaction& transaction) {
    transaction.execute(sql::ledger_lock_migration, {schema});
    require_room_for_contract(transaction, schema);
    const std::string quoted = postgres::quoted_identifier(schema);
    transaction.script(fmt::format("create schema if not exists {}; set local search_path to {}", quoted, quoted));
    for (const auto& statement : sql::statements()) {
      if (statement.file.starts_with("contract/0")) transaction.script(std::string(statement.text));
    }
  });
}

}  // namespace

int ledger_version() {
  static const auto count = std::ranges::count_if(sql::statements(), is_migration);
  return static_cast<int>(count);
}

std::string ledger_url(const config::Config& config) { return config.ledger.url.value_or(config.database.url); }

postgres::Session ledger_session(const config::Config& config, LedgerUse use, std::stop_token stop) {
  using Kind = postgres::TransactionSettings::Kind;
  return {{ledger_url(config), config.database.connect_timeout, postgres::Access::Database::ledger, std::move(stop)},
          {use == LedgerUse::reading ? Kind::read_only : Kind::read_write, config.ledger.schema},
          postgres::Session::Connect::when_needed};
}

std::optional<Deployment> find_deployment(postgres::Session& session, const std::string& schema, LedgerUse use,
                                          const retry::Patience& patience) {
  std::optional<Deployment> deployment;
  session.transaction(
      "reading the ledger's version",
      [&](postgres::Transaction& transaction) { deployment = find_deployment(transaction, schema, use); }, patience);
  return deployment;
}

void check_version(const std::optional<Deployment>& deployment) {
  const int own = ledger_version();
  if (!deployment || deployment->version < own) {
    throw Failure(ExitCode::usage,
                  deployment ? fmt::format("opening the ledger: it has version {} and this program requires {}",
                                           deployment->version, own)
                             : "opening the ledger: there is no ledger in this database yet",
                  "create or upgrade it with `sent-source-data migrate`");
  }
  if (deployment->version > own) {
    throw Failure(
        ExitCode::usage,
        fmt::format("opening the ledger: it has version {}, newer than this program's {}", deployment->version, own),
        "run the release of sent-source-data that upgraded it, or a later one");
  }
}

std::optional<Day> find_first_day(postgres::Session& session, const retry::Patience& patience) {
  return session.query("reading the ledger's first day", sql::ledger_first_day, {}, patience)
      .at(0)
      .optional_day("first_day");
}

std::optional<Uuid> find_name_space(const config::Config& config) {
  auto session = ledger_session(config, LedgerUse::reading);
  const auto deployment = find_deployment(session, config.ledger.schema, LedgerUse::reading);
  if (!deployment) return std::nullopt;
  return deployment->name_space;
}

std::optional<Fingerprint> find_fingerprint(postgres::Transaction& transaction) {
  const auto rows = transaction.execute(sql::ledger_latest_deployment);
  if (rows.empty()) return std::nullopt;
  const auto& row = rows.front();
  return Fingerprint{row.optional_text("contract_database"), row.text("contract_schema"), row.text("time_zone"),
                     row.text("event_name"), row.text("receiver")};
}

std::string accept_deployment(const config::Config& config, const Fingerprint& own) {
  auto session = ledger_session(config, LedgerUse::delivering);
  check_version(find_deployment(session, config.ledger.schema, LedgerUse::delivering));
  std::string done;
  session.transaction("recording the deployment", [&](postgres::Transaction& transaction) {
    transaction.execute(sql::ledger_lock_runs);
    const auto recorded = find_fingerprint(transaction);
    done = !recorded          ? "the ledger belongs to this deployment now"
           : *recorded == own ? "the ledger already belongs to this deployment"
                              : "the ledger belongs to this deployment now: until now, " + differences(*recorded, own);
    transaction.execute(sql::ledger_accept_deployment, {SENT_VERSION, own.contract_database, own.contract_schema,
                                                        own.time_zone, own.event_name, own.receiver});
  });
  return done;
}

std::vector<std::string> migrate(const config::Config& config, bool with_contract) {
  auto session = ledger_session(config, LedgerUse::delivering);
  std::vector<std::string> done{migrate_ledger(session, config.ledger.schema)};
  if (with_contract) {
    postgres::Session at_contract({config.database.url, config.database.connect_timeout}, {});
    create_contract(at_contract, config.database.schema);
    done.push_back(fmt::format("the reference tables are in schema \"{}\"", config.database.schema));
  }
  return done;
}

}  // namespace sent::ledger
