// SPDX-License-Identifier: Apache-2.0

#include "job/agenda.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/failure.hpp"

namespace sent::job {

namespace {

using std::chrono::days;

// Decides whether a day may be sent. Refers to what it is made of.
class Gate {
 public:
  Gate(const config::Config& config, read::Calendar& calendar, const day::Closing& closing,
       const std::set<Day>& complete)
      : config_(config), calendar_(calendar), closing_(closing), complete_(complete) {}

  // Nothing if it may.
  [[nodiscard]] std::optional<std::string> why_open(const day::DayFacts& day) const {
    auto why = day::why_not_closed(day, closing_);
    if (!why) why = why_few_calls(day.day);
    if (!why) return std::nullopt;
    return fmt::format("choosing the days to send: {} is not closed: {}", iso(day.day), *why);
  }

  void require_closed(const std::vector<day::DayFacts>& facts) const {
    for (const day::DayFacts& day : facts) {
      if (const auto why = why_open(day)) throw Failure(ExitCode::day_not_closed, *why, not_closed_hint);
    }
  }

 private:
  [[nodiscard]] std::optional<std::string> why_few_calls(Day day) const {
    const int days_before = config_.windows.weekly_days - 1;
    const bool is_decided = closing_.has_usage_complete || complete_.contains(day);
    if (config_.job.min_share <= 0 || is_decided || days_before == 0) return std::nullopt;
    const auto share = calendar_.share_of_calls(day, days_before);
    if (!share || *share >= config_.job.min_share) return std::nullopt;
    return fmt::format(
        "its calls in source_calls are {:.1f} % of the mean of the {} days before it, and job.min_share is {}",
        100 * *share, days_before, config_.job.min_share);
  }

  const config::Config& config_;
  read::Calendar& calendar_;
  const day::Closing& closing_;
  const std::set<Day>& complete_;
};

std::vector<day::DayFacts> facts_of(read::Calendar& calendar, const std::vector<Day>& wanted) {
  std::vector<day::DayFacts> chosen;
  for (const day::DayFacts& facts : calendar.facts({wanted.front(), wanted.back()})) {
    if (std::ranges::find(wanted, facts.day) != wanted.end()) chosen.push_back(facts);
  }
  return chosen;
}

// What the ledger says about days; nothing without one.
struct LedgerDays {
  std::optional<Day> first_day;
  std::set<Day> complete;  // since then
};

LedgerDays ask(ledger::Ledger* ledger, Day yesterday) {
  const auto first_day = ledger == nullptr ? std::nullopt : ledger->first_day();
  if (!first_day || *first_day > yesterday) return {first_day, {}};
  return {first_day, ledger->complete_days({*first_day, yesterday}, std::nullopt)};
}

std::vector<DayRange> forgotten_days(LedgerDays known, Day first_in_window, const std::optional<DayRange>& asked) {
  if (!known.first_day || *known.first_day >= first_in_window) return {};
  if (asked) {
    for (const Day day : days_of(*asked)) known.complete.insert(day);
  }
  return day::missing_days({*known.first_day, first_in_window - days{1}}, known.complete);
}

}  // namespace

day::Closing closing_of(const config::Config& config, read::Calendar& calendar, Instant now,
                        const read::FoundContract& contract) {
  day::Closing closing{now, config.job.settle, false, std::nullopt};
  if (contract.has("usage_complete")) {
    const auto complete = calendar.usage_complete();
    closing.has_usage_complete = complete.in_use;
    closing.complete_through = complete.through;
  }
  return closing;
}

const std::string not_closed_hint =
    "run again later; change job.settle if counters are final sooner, or job.min_share if a day may have so few calls";

Agenda agenda_for(const std::optional<DayRange>& asked, const config::Config& config, read::Calendar& calendar,
                  const read::Calendar::Now& now, ledger::Ledger* ledger) {
  auto contract = calendar.contract();
  const day::Closing closing = closing_of(config, calendar, now.instant, contract);
  const Day yesterday = now.today - days{1};
  const LedgerDays known = ask(ledger, yesterday);
  const Gate gate(config, calendar, closing, known.complete);
  auto forgotten = forgotten_days(known, yesterday - days{config.job.catch_up_days}, asked);
  if (asked) {
    auto facts = calendar.facts(*asked);
    gate.require_closed(facts);
    return {std::move(facts), *asked, std::move(contract), {}, std::move(forgotten)};
  }
  const auto due = day::due_days(yesterday, config.job.catch_up_days, known.first_day, known.complete);
  Agenda agenda{{}, {due.front(), due.back()}, std::move(contract), {}, std::move(forgotten)};
  for (const day::DayFacts& day : facts_of(calendar, due)) {
    const auto why = gate.why_open(day);
    if (!why) {
      agenda.days.push_back(day);
    } else if (!agenda.not_closed) {
      agenda.not_closed = why;
    }
  }
  return agenda;
}

void warn_of_forgotten_days(log::Log& log, const Agenda& agenda) {
  for (const DayRange& range : agenda.forgotten) {
    log.warn("days were never completed, and are too old for `run` to look for",
             {{"from", iso(range.first)},
              {"to", iso(range.last)},
              {"hint", fmt::format("sent-source-data backfill --from {} --to {}", iso(range.first), iso(range.last))}});
  }
}

}  // namespace sent::job
