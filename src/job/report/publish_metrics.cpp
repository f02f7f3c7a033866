// SPDX-License-Identifier: Apache-2.0

#include "job/report/publish_metrics.hpp"

#include <algorithm>

#include "io/text_file.hpp"
#include "io/whole_file.hpp"
#include "job/agenda.hpp"
#include "job/start/transports.hpp"
#include "job/start/worker_name.hpp"
#include "ledger/ledger.hpp"
#include "metrics/exposition.hpp"
#include "metrics/pushgateway.hpp"
#include "model/failure.hpp"

namespace sent::job::report {

namespace {

using std::chrono::days;

constexpr std::chrono::seconds longest_push{10};

constexpr DayRange all_days{Day{1, 1, 1}, Day{9999, 12, 31}};

void add_days(metrics::DeploymentFacts& facts, const config::Config& config, read::Calendar& calendar,
              ledger::Ledger& ledger, Day first_day) {
  const auto now = calendar.now();
  const Day yesterday = now.today - days{1};
  if (first_day > yesterday) return;
  const auto missing =
      day::missing_days({first_day, yesterday}, ledger.complete_days({first_day, yesterday}, std::nullopt));
  const Day through = missing.empty() ? yesterday : missing.front().first - days{1};
  if (through >= first_day) facts.delivered_through = calendar.facts({through, through}).at(0).ends_at;
  const day::Closing closing = closing_of(config, calendar, now.instant, calendar.contract());
  for (const DayRange& range : missing) {
    for (const day::DayFacts& day : calendar.facts(range)) {
      if (!day::why_not_closed(day, closing)) ++facts.undelivered_days;
    }
  }
}

std::optional<metrics::DeploymentFacts> ledger_facts(const config::Config& config, log::Log& log,
                                                     const std::stop_token& end) {
  try {
    read::Calendar calendar(config, retry::no_patience, end);
    const auto ledger =
        ledger::make_postgres_ledger(config, start::worker_name(), ledger::LedgerUse::reading, retry::no_patience, end);
    metrics::DeploymentFacts facts{std::nullopt, 0, ledger->rejected_count(all_days)};
    if (const auto first_day = ledger->first_day()) add_days(facts, config, calendar, *ledger, *first_day);
    return facts;
  } catch (const Failure& failure) {
    log.warn("could not read the ledger; its metrics keep their last values",
             {{"because", failure.what()}, {"hint", failure.hint()}});
    return std::nullopt;
  }
}

void write(const std::string& path, const std::vector<metrics::Sample>& samples, log::Log& log) {
  constexpr std::string_view purpose = "writing metrics";
  try {
    io::require_replaceable(path, purpose);  // otherwise reading it may never end
    // node_exporter runs as another user, and there is nothing in it but numbers.
    io::write_whole_file(path, metrics::exposition(samples, io::read_text_file(path).value_or("")), purpose,
                         io::Readers::everyone);
  } catch (const Failure& failure) {
    log.warn("could not write metrics", {{"because", failure.what()}, {"hint", failure.hint()}});
  }
}

void push(const config::Config::Metrics& settings, const metrics::Push& samples, log::Log& log,
          const std::stop_token& end) {
  constexpr std::string_view event = "could not push metrics";
  try {
    if (const auto because = metrics::push_metrics(settings, start::user_agent, samples, longest_push, end))
      log.warn(event, {{"because", *because},
                       {"hint", "find the cause with `sent-source-data check`; the run is not affected"}});
  } catch (const Failure& failure) {
    log.warn(event, {{"because", failure.what()}, {"hint", failure.hint()}});
  }
}

void publish(const metrics::RunFacts& run, const config::Config& config, log::Log& log, const std::stop_token& end) {
  if (!config.metrics.textfile && !config.metrics.pushgateway) return;
  const auto of_run = metrics::run_samples(run);
  const auto of_deployment = metrics::deployment_samples(SENT_VERSION, ledger_facts(config, log, end));
  if (config.metrics.textfile) {
    std::vector<metrics::Sample> all = of_run;
    all.insert(all.end(), of_deployment.begin(), of_deployment.end());
    write(*config.metrics.textfile, all, log);
  }
  if (config.metrics.pushgateway) push(config.metrics, {run.command, of_run, of_deployment}, log, end);
}

}  // namespace

void publish_metrics(const metrics::RunFacts& run, const config::Config& config, log::Log& log,
                     const std::stop_token& end) {
  try {
    publish(run, config, log, end);
  } catch (const std::exception& failure) {
    log.warn("could not publish metrics", {{"because", failure.what()}});
  }
}

}  // namespace sent::job::report
