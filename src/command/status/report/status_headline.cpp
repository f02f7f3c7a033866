// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/status_headline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/figures.hpp"

namespace sent::command::status::report {

namespace {

std::string days_are(std::uint64_t days, std::string_view what) {
  return fmt::format("{} {} {}", text::counted(days, "day"), days == 1 ? "is" : "are", what);
}

std::string events_are_rejected(std::uint64_t events) {
  return fmt::format("{} {} rejected", text::counted(events, "event"), events == 1 ? "is" : "are");
}

// "a", "a and b", "a, b and c".
std::string enumerated(const std::vector<std::string>& things) {
  std::string text;
  for (std::size_t i = 0; i < things.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == things.size() ? " and " : ", ") + things[i];
  }
  return text;
}

std::string what_is_wrong(const StatusTotals& totals) {
  std::vector<std::string> things;
  if (totals.in(DayState::missing) > 0) things.push_back(days_are(totals.in(DayState::missing), "missing"));
  if (totals.in(DayState::partial) > 0) things.push_back(days_are(totals.in(DayState::partial), "partial"));
  if (totals.rejected > 0) things.push_back(events_are_rejected(totals.rejected));
  return enumerated(things);
}

Tone tone_of(const StatusTotals& totals) {
  if (totals.incomplete_days() > 0) return Tone::bad;
  if (totals.complete_days() == 0) return Tone::waiting;
  return totals.rejected > 0 ? Tone::attention : Tone::good;
}

std::string good_sentence(const StatusTotals& totals) {
  const std::string days = text::counted(totals.complete_days(), "day");
  if (totals.delivered == 0) return fmt::format("Nothing had to be delivered: there was no event on {}", days);
  return fmt::format("Everything is delivered: {} on {}", text::counted(totals.delivered, "event"), days);
}

std::string sentence_of(Tone tone, const StatusTotals& totals) {
  switch (tone) {
    case Tone::bad: return fmt::format("Not everything is delivered: {}", what_is_wrong(totals));
    case Tone::attention:
      return fmt::format("Every day is complete, but {}; {} are delivered", events_are_rejected(totals.rejected),
                         text::grouped(totals.delivered));
    case Tone::good: return good_sentence(totals);
    case Tone::waiting: return "No day is closed yet: nothing is due";
  }
  return "";
}

// From the first to the last day that is not complete: what lies between and is complete is not sent again.
NextStep backfill_step(const Status& status) {
  const auto incomplete = [](const DayStatus& day) {
    return day.state == DayState::partial || day.state == DayState::missing;
  };
  const auto first = std::ranges::find_if(status.by_day, incomplete);
  const auto last = std::find_if(status.by_day.rbegin(), status.by_day.rend(), incomplete);
  return {fmt::format("sent-source-data backfill --from {} --to {}", iso(first->day), iso(last->day)),
          "delivers what is missing; days that are complete are not sent again"};
}

}  // namespace

Headline headline_of(const Status& status, const StatusTotals& totals) {
  Headline headline{.tone = tone_of(totals), .sentence = {}, .next_steps = {}};
  headline.sentence = sentence_of(headline.tone, totals) + ".";
  if (totals.incomplete_days() > 0) headline.next_steps.push_back(backfill_step(status));
  if (totals.rejected > 0) {
    headline.next_steps.push_back(
        {"sent-source-data replay", "sends rejected events again, once their reason is dealt with"});
  }
  return headline;
}

}  // namespace sent::command::status::report
