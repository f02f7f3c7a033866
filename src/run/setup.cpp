#include "run/setup.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <random>

#include "report/summary.hpp"

namespace sent {

const Delivery& delivery_of(const Command& command) {
  if (const auto* run = std::get_if<RunCommand>(&command)) return run->delivery;
  return std::get<BackfillCommand>(command).delivery;
}

bool is_resend(const Command& command) {
  const auto* backfill = std::get_if<BackfillCommand>(&command);
  return backfill != nullptr && backfill->resend;
}

EventFilter filter_of(const Delivery& delivery) {
  return {{delivery.sources.begin(), delivery.sources.end()}, {delivery.users.begin(), delivery.users.end()}};
}

EventRules event_rules(const Config& config, const Uuid& of_ledger, bool is_backfill) {
  const auto has = [&](std::string_view name) {
    return std::ranges::find(config.event.extra_properties, name) != config.event.extra_properties.end();
  };
  const std::string& own = config.event.namespace_uuid;
  const bool replaced = is_backfill && !config.backfill.integrations.empty();
  return {own.empty() ? of_ledger : parse_uuid(own).value(), has("date"), has("ownerType"),
          replaced ? config.backfill.integrations : config.event.integrations, SENT_VERSION};
}

TransportFactory transports_of(const Config& config) {
  return config.sink.preset == Preset::file ? make_file_transports(config.sink)
                                            : make_http_transports(config.sink, user_agent);
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

Calendar::Now read_clock(Calendar& calendar, const Clock& clock, Log& log) {
  const Calendar::Now now = calendar.now();
  const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(now.instant - clock.wall());
  if (std::chrono::abs(ahead) > std::chrono::minutes{1}) {
    log.warn("the database's clock and this machine's differ; the database's decides",
             {{"database_ahead_s", ahead.count()}});
  }
  return now;
}

Agenda agenda_for(const Command& command, const Config& config, Calendar& calendar, const Calendar::Now& now,
                  Ledger* ledger) {
  const auto ask = [ledger](DayRange days) -> LedgerDays {
    if (ledger == nullptr) return {};
    return {ledger->first_day(), ledger->complete_days(days)};
  };
  if (const auto* run = std::get_if<RunCommand>(&command)) return agenda_of(*run, config, calendar, now, ask);
  return agenda_of(std::get<BackfillCommand>(command), config, calendar, now);
}

void log_plan(Log& log, const DayPlan& plan, const Config::Sink& sink) {
  std::string workspaces;
  for (const LargeFanOut& one : plan.largest_workspaces) {
    workspaces += fmt::format("{}{} {}", workspaces.empty() ? "" : ", ", one.id, one.events);
  }
  const auto seconds =
      seconds_at_rate(plan.events, plan.requests, sink.max_events_per_second, sink.max_requests_per_second);
  log.info("day planned", {{"day", iso(plan.day)},
                           {"events", plan.events},
                           {"users", plan.users},
                           {"sources", plan.sources},
                           {"api_calls_per_month", calls_per_month(plan.events, 1)},
                           {"requests_about", plan.requests},
                           {"bytes_about", plan.bytes},
                           {"seconds_at_rate", seconds},
                           {"largest_workspaces", workspaces}});
}

void log_findings(Log& log, const Findings& found) {
  for (const auto& [kind, name, meaning] : finding_meanings) {
    if (found.count(kind) == 0) continue;
    log.warn(meaning, {{"kind", name},
                       {"count", found.count(kind)},
                       {"dirty_rows", found.dirty_rows(kind)},
                       {"example", found.example(kind)}});
  }
}

void log_rows(Log& log, const RowsRead& rows, const Findings& found) {
  log.info("rows read", {{"source_calls", rows.calls},
                         {"source_library_calls", rows.library_calls},
                         {"others", rows.others},
                         {"used", rows.used},
                         {"out_of_scope", rows.out_of_scope},
                         {"dirty", found.dirty_rows()}});
}

void log_stages(Log& log, const StageClock& times, const ShippingCounts& sent) {
  const auto seconds = [](auto duration) { return std::chrono::duration<double>(duration).count(); };
  log.info("stages", {{"reading_s", seconds(times.seconds(Stage::reading))},
                      {"expanding_s", seconds(times.seconds(Stage::expanding))},
                      {"encoding_s", seconds(times.seconds(Stage::encoding))},
                      {"waiting_s", seconds(times.seconds(Stage::waiting))},
                      {"compressing_s", seconds(sent.compressing)},
                      {"sending_s", seconds(sent.sending)}});
}

void note_shipping(RunFacts& facts, const ShippingCounts& sent) {
  facts.requests = sent.requests;
  facts.retries = sent.retries;
  facts.request_bytes = sent.bytes;
  facts.waited = sent.waited;
}

void note_stages(RunFacts& facts, const StageClock& times) {
  for (const auto& [stage, name] : {std::pair{Stage::reading, "reading"}, std::pair{Stage::expanding, "expanding"},
                                    std::pair{Stage::encoding, "encoding"}, std::pair{Stage::waiting, "waiting"}}) {
    facts.stages.emplace_back(name, times.seconds(stage));
  }
}

}  // namespace sent
