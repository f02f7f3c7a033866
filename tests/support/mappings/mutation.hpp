// SPDX-License-Identifier: Apache-2.0

// One thing that is different in a right mapping, and what the job must make of it.

#pragma once

#include <string>
#include <vector>

namespace sent::tests {

struct Mutation {
  enum class Outcome {
    same_events,   // as without it
    naive_events,  // those of naive_events()
    found,         // a finding with `kind` and `relation`
    refused,       // a run and `check` end with 2, and both say `says`
    not_closed,    // a run ends with 8, and says `says`
  };

  std::string name;
  std::string sql;  // with the views of schema source_data over the tables of schema app
  Outcome outcome;
  std::vector<std::string> says = {};
  std::string kind = {};
  std::string relation = {};
};

using Mutations = std::vector<Mutation>;

// A view in source_data with this select, in place of the one that was there.
[[nodiscard]] std::string view(const std::string& relation, const std::string& select);
// The view of the relation with another expression for one column.
[[nodiscard]] std::string with_column(const std::string& relation, const std::string& column,
                                      const std::string& expression);
// The view of the relation with one more row; `values` are those of some of its columns, and the others are NULL.
[[nodiscard]] std::string with_row(const std::string& relation, const std::vector<std::string>& values);

[[nodiscard]] Mutations wrong_types();
[[nodiscard]] Mutations right_types();
[[nodiscard]] Mutations missing_parts();
[[nodiscard]] Mutations dirty_rows();
[[nodiscard]] Mutations other_meanings();
[[nodiscard]] Mutations other_spellings();
[[nodiscard]] Mutations hidden_rows();
[[nodiscard]] Mutations kinds_of_relations();
[[nodiscard]] Mutations open_days();

}  // namespace sent::tests
