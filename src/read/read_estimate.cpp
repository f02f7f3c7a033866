// SPDX-License-Identifier: Apache-2.0

#include "read/read_estimate.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "read/read_statement.hpp"

namespace sent::read {

namespace {

// The planner keeps branches that never run where a branch for another kind of range reads a view that has a condition
// of its own.
double cost_of_what_never_runs(const nlohmann::json& node) {
  if (node.value("One-Time Filter", "") == "false") return node.at("Total Cost").get<double>();
  double cost = 0;
  for (const auto& child : node.value("Plans", nlohmann::json::array())) cost += cost_of_what_never_runs(child);
  return cost;
}

// Without statistics the planner takes the table of another server for a small one, and a plan that several servers
// carry out, as in Citus, costs nothing.
bool says_the_cost(const nlohmann::json& node) {
  constexpr double rows_without_statistics = 10'000;
  const std::string type = node.value("Node Type", "");
  if (type == "Foreign Scan" && node.at("Plan Rows").get<double>() < rows_without_statistics) return false;
  if (type == "Custom Scan" && node.at("Total Cost").get<double>() <= 0) return false;
  const auto below = node.value("Plans", nlohmann::json::array());
  return std::ranges::all_of(below, says_the_cost);
}

}  // namespace

ReadEstimate estimate(postgres::Transaction& transaction, std::string_view sql,
                      std::span<const postgres::Parameter> parameters) {
  const auto plan = nlohmann::json::parse(transaction.explain(sql, parameters)).at(0).at("Plan");
  const double cost = plan.at("Total Cost").get<double>();
  return {plan.at("Plan Rows").get<double>(), cost - cost_of_what_never_runs(plan), says_the_cost(plan)};
}

CounterCosts counter_costs(postgres::Transaction& transaction, Counters counters, Day day) {
  const CounterStatements statements = statements_on(counters);
  const postgres::Parameters of_day{std::nullopt, std::nullopt, iso(day), iso(day)};
  return {estimate(transaction, statements.every_day, {}), estimate(transaction, statements.integer, of_day)};
}

bool finds_a_day(postgres::Transaction& transaction, Counters counters, Day day) {
  const CounterCosts costs = counter_costs(transaction, counters, day);
  return is_cheap(costs.all) || !costs_as_much(costs.day, costs.all);
}

}  // namespace sent::read
