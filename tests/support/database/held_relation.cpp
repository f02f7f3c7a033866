// SPDX-License-Identifier: Apache-2.0

#include "support/database/held_relation.hpp"

#include <fmt/format.h>

#include "support/suite/eventually.hpp"

namespace sent::tests {

// The lock is asked for by a bulk read, when the stored rows are through; the second branch has no row, which only the
// server's executor can know.
HeldRelation::HeldRelation(TestDatabase& database, const std::string& relation) {
  database.exec(fmt::format(
      "alter table {0} rename to {0}_stored; create view {0} as select * from {0}_stored union all select stored.* "
      "from (select case when current_query() ilike 'copy%' then pg_advisory_xact_lock_shared(7)::text else '' end as "
      "got "
      "offset 0) gate, {0}_stored stored where gate.got <> "
      "''",
      relation));
}

void HeldRelation::hold(const std::string& url) {
  holder_.emplace(url);
  holder_->exec("select pg_advisory_lock(7)");
}

bool HeldRelation::wait_for_reader(std::chrono::milliseconds time) {
  return eventually([&] {
    return holder_->value(fmt::format(
               "select count(*) from pg_stat_activity where wait_event = 'advisory' and query ilike 'copy%' "
               "and datname = current_database() and clock_timestamp() - query_start >= '{} ms'",
               time.count())) != "0";
  });
}

}  // namespace sent::tests
