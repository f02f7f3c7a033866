// SPDX-License-Identifier: Apache-2.0

#include "support/database/example.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "support/database/psql.hpp"

namespace sent::tests {

namespace {

// COUNT sources, each with a method and a library on three days.
const std::map<std::string, std::string> many_sources{
    {"wide_table",
     "truncate app.streams, app.daily_calls, app.daily_library_calls;"
     "insert into app.streams select 's' || i from generate_series(1, COUNT) i;"
     "insert into app.daily_calls (stream_id, on_day, tracks) select 's' || i, current_date - age, 1 "
     "from generate_series(1, COUNT) i, generate_series(1, 3) age;"
     "insert into app.daily_library_calls select stream_id, on_day, 'node', 1 from app.daily_calls"},
    {"event_table",
     "truncate app.sources, app.events; insert into app.sources select 's' || i from generate_series(1, COUNT) i;"
     "insert into app.events select 's' || i, current_timestamp - age * interval '1 day', 'track', 'node' from "
     "generate_series(1, COUNT) i, generate_series(1, 3) age"},
    {"own_ids",
     "truncate app.projects, app.usage, app.sdk_usage;"
     "insert into app.projects select md5(i::text)::uuid from generate_series(1, COUNT) i;"
     "insert into app.usage select id, current_date - age, 'track', 1 from app.projects, generate_series(1, 3) age;"
     "insert into app.sdk_usage select project_id, on_day, 'node', 1 from app.usage"},
    {"saas",
     "truncate app.projects, app.project_guests, app.project_integrations, usage_us.hours, usage_eu.hours;"
     "insert into app.projects select i, 'Project ' || i from generate_series(1, COUNT) i;"
     "insert into usage_us.hours select i, current_date - age + time '12:00', 'TRACK', 'node/1.2.3', 1 "
     "from generate_series(1, COUNT, 2) i, generate_series(1, 3) age;"
     "insert into usage_eu.hours select project_id + 1, hour, method, library, calls from usage_us.hours"}};

// Where the business of an example is.
const std::map<std::string, std::string> time_zones{{"saas", "America/New_York"}};

}  // namespace

Example::Example(const std::string& name) : name_(name) {
  database_.exec("create extension \"uuid-ossp\"");
  run_psql(database_.url(), fmt::format("sql/examples/{}.sql", name_));
  run_psql(database_.url(), fmt::format("tests/examples/{}.sql", name_));
  refresh();
  roles_.emplace(database_);
}

Job Example::job() {
  Job job = Job(database_).set("database.url", roles_->reader_url()).set("ledger.url", roles_->ledger_url());
  return job.set("job.timezone", timezone()).set("sink.preset", "file").set("sink.path", "-");
}

std::string Example::timezone() const {
  const auto found = time_zones.find(name_);
  return found == time_zones.end() ? "UTC" : found->second;
}

void Example::refresh() {
  const std::string file = fmt::format("sql/examples/{}_refresh.sql", name_);
  if (!std::filesystem::exists(std::string(SENT_ROOT "/") + file)) return;
  run_psql(database_.url(), file);
  database_.exec("vacuum analyze");
}

void Example::fill_with_sources(int count) {
  std::string sql = many_sources.at(name_);
  for (auto at = sql.find("COUNT"); at != std::string::npos; at = sql.find("COUNT")) {
    sql.replace(at, 5, std::to_string(count));
  }
  database_.exec(sql);
  refresh();
  database_.exec("vacuum analyze");
}

}  // namespace sent::tests
