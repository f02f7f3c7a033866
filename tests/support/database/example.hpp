// SPDX-License-Identifier: Apache-2.0

// One of the worked mappings of sql/examples/ in a database of its own, with the rows of tests/examples/ and the roles
// of sql/roles.sql.

#pragma once

#include <string>

#include "support/database/roles.hpp"
#include "support/program/job.hpp"

namespace sent::tests {

class Example {
 public:
  // `name` is that of its file. When there is a refresh, it has been run.
  explicit Example(const std::string& name);

  // As the roles of sql/roles.sql; its events go to standard output unless it is told of a receiver.
  [[nodiscard]] Job job();
  // Puts `count` sources with counters of the last three days in the place of its rows.
  void fill_with_sources(int count);
  void refresh();

  [[nodiscard]] TestDatabase& database() { return database_; }

 private:
  std::string name_;
  TestDatabase database_{TestDatabase::With::nothing};
  std::optional<Roles> roles_;
};

}  // namespace sent::tests
