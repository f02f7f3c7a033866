// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/read_cost_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sent::command::check::database {

namespace {

// Read in a few milliseconds, whatever the plan.
constexpr double few_rows = 10'000;
// A day with a larger share of the rows leaves little to save.
constexpr double much_of_the_rows = 0.1;

std::string share(const read::ReadEstimate& part, const read::ReadEstimate& whole) {
  return fmt::format("{:.0f} %", std::min(100.0, 100 * part.cost / whole.cost));
}

}  // namespace

checklist::Check judge_read_costs(const ReadCosts& costs, std::size_t sources_per_chunk) {
  const std::string name = "reads_of_" + costs.relation;
  if (!costs.all.is_known || !costs.day.is_known) {
    return checklist::passed(name,
                             "cannot be judged: the server's plan does not say what the read costs, as for tables "
                             "of other servers without statistics");
  }
  if (costs.all.rows < few_rows) return checklist::passed(name, "few rows, cheap to read either way");
  const double chunks = std::ceil(costs.sources / static_cast<double>(sources_per_chunk));
  const bool in_chunks = chunks > 1 && costs.day.rows >= few_rows;
  if (in_chunks && read::costs_as_much(costs.source, costs.day)) {
    return checklist::warned(
        name,
        fmt::format("according to the server's plan, each of some {:.0f} chunks of a day reads the rows of all sources",
                    chunks),
        "index the table, or the one behind the view, by (source_id collate \"C\", day), as sql/contract/ does, or "
        "raise job.memory so that fewer chunks are made");
  }
  if (!in_chunks && read::costs_as_much(costs.day, costs.all) && costs.day.rows < costs.all.rows * much_of_the_rows) {
    return checklist::warned(
        name,
        fmt::format("according to the server's plan, reading one day costs {} of reading every day",
                    share(costs.day, costs.all)),
        "partition the table, or the one behind the view, by day, as sql/contract/ does, or index it by day; then "
        "analyze it. Until then, a run does not look for rows without a day, nor for the first day with counters");
  }
  return checklist::passed(name, in_chunks ? "a chunk is read without the other sources' rows"
                                           : "a day is read without the other days' rows");
}

}  // namespace sent::command::check::database
