// SPDX-License-Identifier: Apache-2.0

#include "support/database/roles.hpp"

#include "support/database/psql.hpp"
#include "support/servers/postgres_cluster.hpp"

namespace sent::tests {

namespace {

constexpr const char* file = "sql/roles.sql";

}  // namespace

Roles::Roles(TestDatabase& database) : database_(database) {
  database_.exec("revoke all on database " + database_.name() +
                 " from public; revoke all on schema public from public");
  run_psql(database_.url(), file);
}

Roles::~Roles() {
  for (const auto& role : {reader, ledger, worker}) {
    if (database_.value("select count(*) from pg_roles where rolname = '" + role + "'") == "0") continue;
    database_.exec("drop owned by " + role + " cascade; drop role " + role);
  }
}

void Roles::add_worker() { run_psql(database_.url(), file, {{"worker", worker}}); }

std::string Roles::url_of(const std::string& role) const {
  return PostgresCluster::shared().url_of(role, database_.name());
}

}  // namespace sent::tests
