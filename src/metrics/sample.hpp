// SPDX-License-Identifier: Apache-2.0

// The metrics that the program publishes: families declared once, and samples of them. Values.
//
// All are gauges, of the last run of each command or of the ledger: a batch job has no counters that continue.
// Source of the naming rules: https://prometheus.io/docs/practices/naming/

#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sent::metrics {

struct MetricFamily {
  std::string_view name;  // without the prefix
  std::string_view help;
};

inline constexpr std::string_view metric_prefix = "sent_source_data_";

namespace metric {

inline constexpr MetricFamily build_info{"build_info", "1, labelled with the version that ran last"};
inline constexpr MetricFamily last_success{"last_success_timestamp_seconds", "When a run last ended with exit code 0"};
inline constexpr MetricFamily run_end{"run_end_timestamp_seconds", "When the last run ended, whatever its exit code"};
inline constexpr MetricFamily run_duration{"run_duration_seconds", "How long the last run took"};
inline constexpr MetricFamily run_exit_code{"run_exit_code", "Exit code of the last run"};
inline constexpr MetricFamily run_events{"run_events", "Events of the last run, by outcome"};
inline constexpr MetricFamily run_requests{"run_requests", "Requests that the last run made"};
inline constexpr MetricFamily run_retries{"run_retries", "Requests of the last run that repeated another"};
inline constexpr MetricFamily run_request_bytes{"run_request_bytes",
                                                "Bytes of the last run's request bodies before compression"};
inline constexpr MetricFamily run_wait{"run_wait_seconds",
                                       "Time that the last run waited for the rate limit, Retry-After and backoff"};
inline constexpr MetricFamily run_rows{"run_rows", "Rows that the last run read, by outcome"};
inline constexpr MetricFamily run_dirty_rows{"run_dirty_rows", "Rows that the last run did not use, by kind of fault"};
inline constexpr MetricFamily run_stage{"run_stage_seconds", "Time that the last run spent, by stage"};
inline constexpr MetricFamily delivered_through{
    "delivered_through_timestamp_seconds", "End of the last day up to which every day since the first one is complete"};
inline constexpr MetricFamily undelivered_days{"undelivered", "Closed days since the first one that are not complete"};
inline constexpr MetricFamily rejected_events{"rejected_events", "Rejected events that the ledger keeps"};

}  // namespace metric

// In the order of the output.
inline constexpr std::array metric_families{
    metric::build_info,        metric::last_success,      metric::run_end,          metric::run_duration,
    metric::run_exit_code,     metric::run_events,        metric::run_requests,     metric::run_retries,
    metric::run_request_bytes, metric::run_wait,          metric::run_rows,         metric::run_dirty_rows,
    metric::run_stage,         metric::delivered_through, metric::undelivered_days, metric::rejected_events};

struct Sample {
  std::string_view family;  // its name, without the prefix
  std::vector<std::pair<std::string, std::string>> labels;
  double value = 0;
};

}  // namespace sent::metrics
