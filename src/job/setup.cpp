// SPDX-License-Identifier: Apache-2.0

#include "job/setup.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <random>

#include "survey/cost.hpp"

namespace sent::job {

encode::EventRules event_rules(const config::Config& config, const Uuid& of_ledger, bool is_backfill) {
  const auto has = [&](std::string_view name) {
    return std::ranges::find(config.event.extra_properties, name) != config.event.extra_properties.end();
  };
  const std::string& own = config.event.namespace_uuid;
  const bool replaced = is_backfill && !config.backfill.integrations.empty();
  return {own.empty() ? of_ledger : parse_uuid(own).value(), has("date"), has("ownerType"),
          replaced ? config.backfill.integrations : config.event.integrations, SENT_VERSION};
}

ship::TransportFactory transports_of(const config::Config& config) {
  return config.sink.preset == config::Preset::file ? ship::make_file_transports(config.sink)
                                                    : ship::make_http_transports(config.sink, user_agent);
}

std::uint64_t random_seed() {
  std::random_device device;
  return static_cast<std::uint64_t>(device()) << 32U | device();
}

std::string worker_name() {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  return fmt::format("{}:{}:{:016x}", host.data(), getpid(), random_seed());
}

read::Calendar::Now read_clock(read::Calendar& calendar, const Clock& clock, log::Log& log) {
  const read::Calendar::Now now = calendar.now();
  const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(now.instant - clock.wall());
  if (std::chrono::abs(ahead) > std::chrono::minutes{1}) {
    log.warn("the database's clock and this machine's differ; the database's decides",
             {{"database_ahead_s", ahead.count()}});
  }
  return now;
}

Agenda agenda_for(const std::optional<DayRange>& days, const config::Config& config, read::Calendar& calendar,
                  const read::Calendar::Now& now, ledger::Ledger* ledger) {
  return agenda_of(days, config, calendar, now, [ledger](DayRange range) -> LedgerDays {
    if (ledger == nullptr) return {};
    return {ledger->first_day(), ledger->complete_days(range)};
  });
}

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
  for (const auto& [kind, name, meaning] : finding_meanings) {
    if (found.count(kind) == 0) continue;
    log.warn(meaning, {{"kind", name},
                       {"count", found.count(kind)},
                       {"dirty_rows", found.dirty_rows(kind)},
                       {"example", found.example(kind)}});
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

void note_shipping(metrics::RunFacts& facts, const ship::ShippingCounts& sent) {
  facts.requests = sent.requests;
  facts.retries = sent.retries;
  facts.request_bytes = sent.bytes;
  facts.waited = sent.waited;
}

void note_stages(metrics::RunFacts& facts, const StageClock& times) {
  for (const auto& [stage, name] : {std::pair{Stage::reading, "reading"}, std::pair{Stage::expanding, "expanding"},
                                    std::pair{Stage::encoding, "encoding"}, std::pair{Stage::waiting, "waiting"}}) {
    facts.stages.emplace_back(name, times.seconds(stage));
  }
}

}  // namespace sent::job
