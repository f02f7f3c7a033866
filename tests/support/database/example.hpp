// SPDX-License-Identifier: Apache-2.0

// A worked mapping of sql/examples/ in its own database, with the rows of tests/examples/ and the roles of
// sql/roles.sql.

#pragma once

#include <string>

#include "support/database/roles.hpp"
#include "support/program/job.hpp"

namespace sent::tests {

class Example {
 public:
  // `name` is the name of its file. Its refresh, if it has one, has run.
  explicit Example(const std::string& name);

  // Uses the roles of sql/roles.sql. Events go to standard output unless a receiver is set.
  [[nodiscard]] Job job();
  // Of the days of its views, and so job.timezone.
  [[nodiscard]] std::string timezone() const;
  // Replaces its rows by `count` sources with counters for the last three days.
  void fill_with_sources(int count);
  void refresh();

  [[nodiscard]] TestDatabase& database() { return database_; }
  [[nodiscard]] const Roles& roles() const { return *roles_; }

 private:
  std::string name_;
  TestDatabase database_{TestDatabase::With::nothing};
  std::optional<Roles> roles_;
};

}  // namespace sent::tests
