// The checks of `check`, made and judged. Each goes on after what is wrong: what cannot be told for that reason is skipped.

#pragma once

#include "check/check.hpp"
#include "config/config.hpp"
#include "model/clock.hpp"

namespace sent {

// database.url: the server, its clock and calendar, the contract, privileges, how the counters are read.
[[nodiscard]] Checks check_database(const Config& config, const Clock& clock);

// ledger.url; `database_reached`: whether database.url, which stands in for it, was.
[[nodiscard]] Checks check_ledger(const Config& config, bool database_reached);

// The receiver. With `wants_test_event` it gets one, which it may keep.
[[nodiscard]] Checks check_receiver(const Config& config, const Clock& clock, bool wants_test_event);

// Where metrics go, when they go anywhere.
[[nodiscard]] Checks check_metrics(const Config& config);

}  // namespace sent
