// SPDX-License-Identifier: Apache-2.0

// What the ledger recorded, for reports.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "model/day.hpp"
#include "model/day_plan.hpp"
#include "model/rejection.hpp"
#include "postgres/session.hpp"
#include "retry/patience.hpp"

namespace sent::command::status::report {

// A day that has begun.
struct DayRecord {
  Day day;
  std::uint64_t chunks = 0;
  std::uint64_t complete_chunks = 0;
  std::uint64_t delivered = 0;
  std::uint64_t rejected = 0;  // still kept
  std::optional<std::uint64_t> planned_events;
  std::optional<std::uint64_t> planned_users;
  std::optional<std::chrono::milliseconds> duration;  // of a complete day, since it last began

  [[nodiscard]] bool is_complete() const { return chunks > 0 && complete_chunks == chunks; }
};

// Not thread-safe. Failures are those of Session.
class LedgerHistory {
 public:
  // Throws Failure(usage) if there is no ledger, or this program requires another version.
  LedgerHistory(const config::Config& config, retry::Patience patience, std::stop_token stop = {});

  [[nodiscard]] std::optional<Day> first_day();
  // Oldest first, without days that never began.
  [[nodiscard]] std::vector<DayRecord> days(DayRange range);
  // This and the next two: most events first, at most `limit`.
  [[nodiscard]] std::vector<RejectedBecause> rejected_kinds(DayRange range, std::size_t limit);
  // Each with its largest day of the range.
  [[nodiscard]] std::vector<FanOut> largest_sources(DayRange range, std::size_t limit);
  [[nodiscard]] std::vector<FanOut> largest_workspaces(DayRange range, std::size_t limit);

 private:
  [[nodiscard]] std::vector<FanOut> largest(const std::string& kind, DayRange range, std::size_t limit);
  [[nodiscard]] postgres::Rows query(const std::string& purpose, std::string_view sql,
                                     const postgres::Parameters& parameters = {});

  postgres::Session session_;
  retry::Patience patience_;
};

}  // namespace sent::command::status::report
