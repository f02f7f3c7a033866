// SPDX-License-Identifier: Apache-2.0

#include "support/database/grants.hpp"

namespace sent::tests {

std::vector<Grant> grants_of(TestDatabase& database, const std::string& role) {
  const std::string objects =
      "select 'database ' || datname as name, datacl as acl, datdba as owner from pg_database "
      "where datname = current_database() "
      "union all select 'schema ' || nspname, nspacl, nspowner from pg_namespace "
      "union all select relnamespace::regnamespace || '.' || relname, relacl, relowner from pg_class";
  std::vector<Grant> grants;
  const std::string given = "select lower(privilege_type), name from (" + objects +
                            ") object, aclexplode(acl) where grantee = '" + role +
                            "'::regrole and owner <> grantee order by name, privilege_type";
  for (const auto& row : database.query(given)) {
    grants.push_back({row[0].value(), row[1].value(), role});
  }
  return grants;
}

}  // namespace sent::tests
