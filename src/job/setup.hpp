// SPDX-License-Identifier: Apache-2.0

// What the commands are made of: the pieces that more than one of them needs.

#pragma once

#include <cstdint>
#include <string>

#include "config/config.hpp"
#include "encode/event_writer.hpp"
#include "expand/chunk_usage.hpp"
#include "job/agenda.hpp"
#include "job/event_stream.hpp"
#include "job/stage_clock.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"
#include "model/clock.hpp"
#include "model/day_plan.hpp"
#include "model/finding.hpp"
#include "read/calendar.hpp"
#include "ship/shipper.hpp"
#include "ship/transport.hpp"

namespace sent::job {

// `of_ledger`: the ledger's namespace, which event.namespace overrides.
[[nodiscard]] encode::EventRules event_rules(const config::Config& config, const Uuid& of_ledger, bool is_backfill);
// Of this program, in HTTP.
inline constexpr std::string_view user_agent = "sent-source-data/" SENT_VERSION;
[[nodiscard]] ship::TransportFactory transports_of(const config::Config& config);

// Host, process and a random part: two containers may share the other two.
[[nodiscard]] std::string worker_name();
[[nodiscard]] std::uint64_t random_seed();

// Reads the database's clock, the run's only time of day, and logs when this machine's differs by more than a minute.
[[nodiscard]] read::Calendar::Now read_clock(read::Calendar& calendar, const Clock& clock, log::Log& log);
// `ledger` may be null.
[[nodiscard]] Agenda agenda_for(const std::optional<DayRange>& days, const config::Config& config,
                                read::Calendar& calendar, const read::Calendar::Now& now, ledger::Ledger* ledger);

// What a day comes to, and the time and API calls that it costs.
void log_plan(log::Log& log, const DayPlan& plan, const config::Config::Sink& sink);
void log_findings(log::Log& log, const Findings& found);
// What became of every row: read = used + out of scope + dirty.
void log_rows(log::Log& log, const RowsRead& rows, const Findings& found);
// Where the time went, by stage.
void log_stages(log::Log& log, const StageClock& times, const ship::ShippingCounts& sent);

// For metrics.
void note_shipping(metrics::RunFacts& facts, const ship::ShippingCounts& sent);
void note_stages(metrics::RunFacts& facts, const StageClock& times);

}  // namespace sent::job
