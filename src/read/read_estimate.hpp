// SPDX-License-Identifier: Apache-2.0

// What the server expects a statement to cost.

#pragma once

#include <span>
#include <string_view>

#include "model/day.hpp"
#include "postgres/literals.hpp"
#include "postgres/session.hpp"
#include "read/usage_source.hpp"

namespace sent::read {

// In the planner's units. A value.
struct ReadEstimate {
  double rows = 0;
  double cost = 0;       // without the branches of a plan that never run
  bool is_known = true;  // false: the plan does not say what it costs, as on some kinds of servers
};

// Failures are those of Transaction.
[[nodiscard]] ReadEstimate estimate(postgres::Transaction& transaction, std::string_view sql,
                                    std::span<const postgres::Parameter> parameters);

// The costs of reading counters. A value.
struct CounterCosts {
  ReadEstimate all;  // of every day
  ReadEstimate day;  // of one day
};
[[nodiscard]] CounterCosts counter_costs(postgres::Transaction& transaction, Counters counters, Day day);

// Whether the server finds the rows of one day without reading many others.
[[nodiscard]] bool finds_a_day(postgres::Transaction& transaction, Counters counters, Day day);

// Whether reading a part costs about as much as reading the whole, so that no index or partition finds it.
[[nodiscard]] constexpr bool costs_as_much(const ReadEstimate& part, const ReadEstimate& whole) {
  constexpr double most_of_the_cost = 0.5;
  return part.cost > most_of_the_cost * whole.cost;
}

// Whether a read costs so little that it does not count: a few dozen milliseconds.
[[nodiscard]] constexpr bool is_cheap(const ReadEstimate& estimate) { return estimate.cost <= 20'000; }

}  // namespace sent::read
