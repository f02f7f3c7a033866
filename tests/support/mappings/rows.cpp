// SPDX-License-Identifier: Apache-2.0

// Rows that cannot be used, and rows that mean something else.

#include <fmt/format.h>

#include "support/mappings/mutation.hpp"
#include "support/program/job.hpp"

namespace sent::tests {

namespace {

using Outcome = Mutation::Outcome;

const std::string day = "'" + sample_day + "'::date";
const std::string long_id = "repeat('x', 1001)";

Mutation found(const std::string& what, const std::string& relation, const std::string& kind, const std::string& sql) {
  return {relation + ": " + what, sql, Outcome::found, {}, kind, relation};
}

// One more row in `relation` is found as `kind`.
Mutation row(const std::string& relation, const std::string& kind, const std::vector<std::string>& values) {
  return found(fmt::format("{}", fmt::join(values, ", ")), relation, kind, with_row(relation, values));
}

void add_counters(Mutations& mutations, const std::string& relation, const std::string& name) {
  const std::string source = "'acme-01'";
  for (const Mutation& one : {
           row(relation, "empty_source_id", {"null", day, name, "1"}),
           row(relation, "empty_source_id", {"''", day, name, "1"}),
           row(relation, "unknown_source", {"'unheard of'", day, name, "1"}),
           row(relation, "empty_day", {source, "null", name, "1"}),
           row(relation, "empty_property_name", {source, day, "null", "1"}),
           row(relation, "empty_property_name", {source, day, "'--'", "1"}),
           row(relation, "negative_calls", {source, day, name, "-1"}),
           row(relation, "negative_calls", {source, day, name, "-1::numeric"}),
           row(relation, "fractional_calls", {source, day, name, "0.4"}),
           row(relation, "nonfinite_calls", {source, day, name, "'NaN'::numeric"}),
           row(relation, "nonfinite_calls", {source, day, name, "'Infinity'::numeric"}),
           row(relation, "nonfinite_calls", {source, day, name, "'-Infinity'::numeric"}),
           row(relation, "calls_beyond_64_bits", {source, day, name, "1e20::numeric"}),
           row(relation, "sum_overflow", {source, day, name, "9223372036854775807"}),
       }) {
    mutations.push_back(one);
  }
}

}  // namespace

Mutations dirty_rows() {
  const std::string later = "'2026-01-02Z'::timestamptz", earlier = "'2026-01-01Z'::timestamptz";
  Mutations mutations{
      row("sources", "empty_source_id", {"null", "'slug'", "'w-acme'"}),
      row("sources", "empty_source_id", {"''", "'slug'", "'w-acme'"}),
      row("sources", "unusable_id", {long_id, "'slug'", "'w-acme'"}),
      row("sources", "duplicate_source", {"'acme-01'", "'other'", "'w-acme'"}),
      row("sources", "empty_slug", {"'unnamed'", "null", "'w-acme'"}),
      row("sources", "empty_owner_id", {"'of nobody'", "'slug'", "''"}),
      row("sources", "unknown_owner", {"'of a stranger'", "'slug'", "'stranger'"}),
      row("sources", "unusable_id", {"'of a long one'", "'slug'", long_id}),
      row("owners", "empty_owner_id", {"null", "'user'"}),
      row("owners", "empty_owner_id", {"''", "'user'"}),
      row("owners", "unusable_id", {long_id, "'user'"}),
      row("owners", "duplicate_owner", {"'w-acme'", "'workspace'"}),
      row("owners", "unknown_owner_kind", {"'w-other'", "'Workspace'"}),
      row("owners", "unknown_owner_kind", {"'w-other'", "null"}),
      row("owner_members", "empty_owner_id", {"null", "'ada'"}),
      row("owner_members", "empty_owner_id", {"''", "'ada'"}),
      row("owner_members", "empty_user_id", {"'w-acme'", "null"}),
      row("owner_members", "empty_user_id", {"'w-acme'", "''"}),
      row("owner_members", "unusable_id", {"'w-acme'", long_id}),
      row("owner_members", "unknown_owner", {"'stranger'", "'ada'"}),
      row("owner_members", "reversed_span", {"'w-acme'", "'ada'", later, earlier}),
      row("source_collaborators", "empty_source_id", {"null", "'ada'"}),
      row("source_collaborators", "empty_user_id", {"'acme-01'", "null"}),
      row("source_collaborators", "unusable_id", {"'acme-01'", long_id}),
      row("source_collaborators", "unknown_source", {"'unheard of'", "'ada'"}),
      row("source_collaborators", "reversed_span", {"'acme-01'", "'ada'", later, earlier}),
      row("source_destinations", "empty_source_id", {"null", "'vero'"}),
      row("source_destinations", "empty_destination", {"'acme-01'", "null"}),
      row("source_destinations", "empty_property_name", {"'acme-01'", "'...'"}),
      row("source_destinations", "unknown_source", {"'unheard of'", "'vero'"}),
      row("source_destinations", "reversed_span", {"'acme-01'", "'vero'", later, earlier}),
      row("suppressed_users", "empty_user_id", {"null"}),
      row("suppressed_users", "empty_user_id", {"''"}),
  };
  add_counters(mutations, "source_calls", "'track'");
  add_counters(mutations, "source_library_calls", "'ios'");
  for (const std::string relation :
       {"owner_members", "source_collaborators", "source_destinations", "suppressed_users"}) {
    mutations.push_back({relation + ": every row twice",
                         view(relation, fmt::format("select * from app.{0} union all select * from app.{0}", relation)),
                         Outcome::same_events});
  }
  return mutations;
}

Mutations other_meanings() {
  const auto only = [](const std::string& relation, const std::string& condition) {
    return view(relation, fmt::format("select * from app.{} where {}", relation, condition));
  };
  return {
      found("methods are paths", "source_calls", "no_standard_method",
            with_column("source_calls", "method", "'/v1/' || method")),
      found("methods are verbs", "source_calls", "no_standard_method",
            with_column("source_calls", "method", "'POST'::text")),
      {"source_calls: methods in capitals",
       with_column("source_calls", "method", "case when method = 'delete' then method else upper(method) end"),
       Outcome::same_events},
      found("versions behind a slash", "source_library_calls", "versioned_library",
            with_column("source_library_calls", "library", "library || '/6.1.' || extract(day from day)")),
      found("versions behind a blank", "source_library_calls", "versioned_library",
            with_column("source_library_calls", "library", "library || ' v2.0'")),
      found("a user without himself", "owner_members", "user_without_himself",
            only("owner_members", "owner_id <> 'u-solo'")),
      found("none", "sources", "source_without_user", only("owner_members", "false")),
      found("no owners", "sources", "unknown_owner", only("owners", "false")),
      found("capital kinds", "owners", "unknown_owner_kind", with_column("owners", "kind", "initcap(kind)")),
      found("no sources", "source_calls", "unknown_source", only("sources", "false")),
      found("ten days only", "source_calls", "window_before_first_counter",
            only("source_calls", "day > " + day + " - 10")),
      found("ten days only", "source_library_calls", "window_before_first_counter",
            only("source_library_calls", "day > " + day + " - 10")),
      found("no counters", "source_calls", "window_before_first_counter", only("source_calls", "false")),
      found("the day is not loaded", "source_calls", "few_calls", only("source_calls", "day <> " + day)),
      found("the day is half loaded", "source_calls", "few_calls",
            only("source_calls", "day <> " + day + " or source_id < 'acme-08'")),
      found("a day to come", "source_calls", "day_not_begun",
            with_row("source_calls", {"'acme-01'", "current_date + 2", "'track'", "1"})),
      found("a day to come", "source_library_calls", "day_not_begun",
            with_row("source_library_calls", {"'acme-01'", "current_date + 2", "'ios'", "1"})),
  };
}

Mutations other_spellings() {
  Mutations mutations;
  for (const std::string spelling : {"upper({})", "{} || ' '", "' ' || {}"}) {
    const auto spell = [&](const std::string& relation, const std::string& column, const std::string& seen_in) {
      mutations.push_back(found(fmt::format("{} of {}", fmt::format(fmt::runtime(spelling), column), relation), seen_in,
                                "id_spelt_otherwise",
                                with_column(relation, column, fmt::format(fmt::runtime(spelling), column))));
    };
    for (const std::string relation :
         {"source_calls", "source_library_calls", "source_collaborators", "source_destinations"}) {
      spell(relation, "source_id", relation);
    }
    spell("sources", "source_id", "source_calls");
    spell("sources", "owner_id", "sources");
    spell("owners", "owner_id", "sources");
    spell("owner_members", "owner_id", "owner_members");
    spell("suppressed_users", "user_id", "suppressed_users");
  }
  return mutations;
}

}  // namespace sent::tests
