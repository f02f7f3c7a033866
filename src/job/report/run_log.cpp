// SPDX-License-Identifier: Apache-2.0

#include "job/report/run_log.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>

#include "survey/cost.hpp"

namespace sent::job::report {

void log_plan(log::Log& log, const DayPlan& plan, const config::Config::Sink& sink) {
  std::string workspaces;
  for (const LargeFanOut& one : plan.largest_workspaces) {
    workspaces += fmt::format("{}{} {}", workspaces.empty() ? "" : ", ", one.id, one.events);
  }
  const auto seconds =
      survey::seconds_at_rate(plan.events, plan.requests, sink.max_events_per_second, sink.max_requests_per_second);
  log.info("day planned", {{"day", iso(plan.day)},
                           {"events", plan.events},
                           {"users", plan.users},
                           {"sources", plan.sources},
                           {"api_calls_per_month", survey::calls_per_month(plan.events, 1)},
                           {"requests_about", plan.requests},
                           {"bytes_about", plan.bytes},
                           {"seconds_at_rate", seconds},
                           {"largest_workspaces", workspaces}});
}

void log_findings(log::Log& log, const Findings& found) {
  found.each([&](FindingKind kind, Relation relation, const Findings::Entry& entry) {
    log.warn(meaning_of(kind).meaning, {{"kind", meaning_of(kind).name},
                                        {"relation", name_of(relation)},
                                        {"count", entry.count},
                                        {"dirty_rows", entry.dirty_rows},
                                        {"example", entry.example}});
  });
}

void log_remarks(log::Log& log, std::span<const CounterDayRemark> remarks) {
  for (const CounterDayRemark& remark : remarks) {
    log.warn(meaning_of(remark.kind).meaning, {{"kind", meaning_of(remark.kind).name},
                                               {"relation", name_of(remark.relation)},
                                               {"day", iso(remark.day)},
                                               {"days", remark.days},
                                               {"first_counter", remark.first ? iso(*remark.first) : "none"}});
  }
}

void log_rows(log::Log& log, const RowsRead& rows, const Findings& found) {
  log.info("rows read", {{"source_calls", rows.calls},
                         {"source_library_calls", rows.library_calls},
                         {"others", rows.others},
                         {"used", rows.used},
                         {"out_of_scope", rows.out_of_scope},
                         {"dirty", found.dirty_rows()}});
}

void log_stages(log::Log& log, const StageClock& times, const ship::ShippingCounts& sent) {
  const auto seconds = [](auto duration) { return std::chrono::duration<double>(duration).count(); };
  log.info("stages", {{"reading_s", seconds(times.seconds(Stage::reading))},
                      {"expanding_s", seconds(times.seconds(Stage::expanding))},
                      {"encoding_s", seconds(times.seconds(Stage::encoding))},
                      {"waiting_s", seconds(times.seconds(Stage::waiting))},
                      {"compressing_s", seconds(sent.compressing)},
                      {"sending_s", seconds(sent.sending)}});
}

}  // namespace sent::job::report
