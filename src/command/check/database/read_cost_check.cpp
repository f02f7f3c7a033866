// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/read_cost_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sent::command::check::database {

namespace {

// Read in a few milliseconds, however that is done.
constexpr double few_rows = 10'000;
// A part that costs more than this of the whole is not found by an index or partition.
constexpr double most_of_the_cost = 0.5;
// A day that is more of the rows than this leaves little to be spared.
constexpr double much_of_the_rows = 0.1;

bool costs_as_much(const ReadEstimate& part, const ReadEstimate& whole) {
  return part.cost > whole.cost * most_of_the_cost;
}

std::string share(const ReadEstimate& part, const ReadEstimate& whole) {
  return fmt::format("{:.0f} %", std::min(100.0, 100 * part.cost / whole.cost));
}

}  // namespace

checklist::Check judge_read_costs(const ReadCosts& costs, std::size_t sources_per_chunk) {
  const std::string name = "reads_of_" + costs.relation;
  if (costs.all.rows < few_rows) return checklist::passed(name, "few rows, so it matters little how they are read");
  const double chunks = std::ceil(costs.sources / static_cast<double>(sources_per_chunk));
  const bool in_chunks = chunks > 1 && costs.day.rows >= few_rows;
  if (in_chunks && costs_as_much(costs.source, costs.day)) {
    return checklist::warned(
        name,
        fmt::format("each of some {:.0f} chunks of a day reads the rows of all sources, as the server plans it",
                    chunks),
        "index the table, or the one behind the view, by (source_id collate \"C\", day), as sql/contract/ does, or "
        "raise "
        "job.memory so that fewer chunks are made");
  }
  if (!in_chunks && costs_as_much(costs.day, costs.all) && costs.day.rows < costs.all.rows * much_of_the_rows) {
    return checklist::warned(name,
                             fmt::format("reading one day costs {} of reading every day, as the server plans it",
                                         share(costs.day, costs.all)),
                             "partition the table, or the one behind the view, by day, as sql/contract/ does, or index "
                             "it by day; after either, "
                             "analyze it");
  }
  return checklist::passed(name, in_chunks ? "a chunk is read without the other sources' rows"
                                           : "a day is read without the other days' rows");
}

}  // namespace sent::command::check::database
