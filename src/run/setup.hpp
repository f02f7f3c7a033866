// What the commands are made of: the pieces that more than one of them needs.

#pragma once

#include <cstdint>
#include <string>

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "encode/event_writer.hpp"
#include "expand/chunk_usage.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"
#include "model/clock.hpp"
#include "model/day_plan.hpp"
#include "model/finding.hpp"
#include "read/calendar.hpp"
#include "run/agenda.hpp"
#include "run/event_stream.hpp"
#include "run/stage_clock.hpp"
#include "ship/shipper.hpp"
#include "ship/transport.hpp"

namespace sent {

// run or backfill, whichever `command` is.
[[nodiscard]] const Delivery& delivery_of(const Command& command);
[[nodiscard]] bool is_resend(const Command& command);
[[nodiscard]] EventFilter filter_of(const Delivery& delivery);

// `of_ledger`: the ledger's namespace, which event.namespace overrides.
[[nodiscard]] EventRules event_rules(const Config& config, const Uuid& of_ledger, bool is_backfill);
// Of this program, in HTTP.
inline constexpr std::string_view user_agent = "sent-source-data/" SENT_VERSION;
[[nodiscard]] TransportFactory transports_of(const Config& config);

// Host, process and a random part: two containers may share the other two.
[[nodiscard]] std::string worker_name();
[[nodiscard]] std::uint64_t random_seed();

// Reads the database's clock, the run's only time of day, and logs when this machine's differs by more than a minute.
[[nodiscard]] Calendar::Now read_clock(Calendar& calendar, const Clock& clock, Log& log);
// What `command` is about; `ledger` may be null.
[[nodiscard]] Agenda agenda_for(const Command& command, const Config& config, Calendar& calendar,
                                const Calendar::Now& now, Ledger* ledger);

// What a day comes to, and the time and API calls that it costs.
void log_plan(Log& log, const DayPlan& plan, const Config::Sink& sink);
void log_findings(Log& log, const Findings& found);
// What became of every row: read = used + out of scope + dirty.
void log_rows(Log& log, const RowsRead& rows, const Findings& found);
// Where the time went, by stage.
void log_stages(Log& log, const StageClock& times, const ShippingCounts& sent);

// For metrics.
void note_shipping(RunFacts& facts, const ShippingCounts& sent);
void note_stages(RunFacts& facts, const StageClock& times);

}  // namespace sent
