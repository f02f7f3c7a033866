// SPDX-License-Identifier: Apache-2.0

// Rejected events and fan-outs as the ledger's tables keep them. Not thread-safe.

#pragma once

#include <span>
#include <string_view>

#include "model/day.hpp"
#include "model/day_plan.hpp"
#include "model/rejection.hpp"
#include "postgres/row.hpp"
#include "postgres/session.hpp"

namespace sent::ledger {

// Runs `sql`, one of sql/ledger/rejected/{add,renew}_rejected.sql, for all of `rejected` at once, because a receiver or
// tracking plan that refuses everything causes very many rejections.
void write_rejected(postgres::Transaction& transaction, std::string_view sql, Day day,
                    std::span<const Rejection> rejected);
// The same with ASCII alone, for a database that cannot keep every character: the payload is the same JSON, and the
// reason has a question mark for each other character. Pure.
[[nodiscard]] Rejection in_ascii(Rejection rejection);
// From a row of sql/ledger/rejected/rejected_events.sql.
[[nodiscard]] Rejection rejection_of(const postgres::Row& row);

// Replaces the largest fan-outs of the plan's day.
void write_fan_outs(postgres::Transaction& transaction, const DayPlan& plan);

}  // namespace sent::ledger
