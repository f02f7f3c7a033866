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

std::string were(std::uint64_t events, std::string_view what) {
  return fmt::format("{} {} {}", text::counted(events, "event"), events == 1 ? "was" : "were", what);
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
  if (totals.rejected > 0) things.push_back(were(totals.rejected, "rejected"));
  return enumerated(things);
}

Tone tone_of(const StatusTotals& totals) {
  if (totals.incomplete_days() > 0) return Tone::bad;
  if (totals.complete_days() == 0) return Tone::waiting;
  return totals.rejected > 0 ? Tone::attention : Tone::good;
}

std::string good_sentence(const StatusTotals& totals) {
  const std::string days = text::counted(totals.complete_days(), "day");
  if (totals.delivered == 0) return fmt::format("There was nothing to deliver: {} without events", days);
  return fmt::format("Everything has been delivered: {} on {}", text::counted(totals.delivered, "event"), days);
}

std::string sentence_of(Tone tone, const StatusTotals& totals) {
  switch (tone) {
    case Tone::bad: return fmt::format("Not everything has been delivered: {}", what_is_wrong(totals));
    case Tone::attention:
      return fmt::format("Every day is complete, but {}; {}", were(totals.rejected, "rejected"),
                         were(totals.delivered, "delivered"));
    case Tone::good: return good_sentence(totals);
    case Tone::waiting: return "No day is closed yet, so nothing is due";
  }
  return "";
}

// From the first to the last incomplete day; a backfill skips the complete days between them.
NextStep backfill_step(const Status& status) {
  const auto incomplete = [](const DayStatus& day) {
    return day.state == DayState::partial || day.state == DayState::missing;
  };
  const auto first = std::ranges::find_if(status.by_day, incomplete);
  const auto last = std::find_if(status.by_day.rbegin(), status.by_day.rend(), incomplete);
  return {fmt::format("sent-source-data backfill --from {} --to {}", iso(first->day), iso(last->day)),
          "delivers the missing events; it skips complete days"};
}

}  // namespace

Headline headline_of(const Status& status, const StatusTotals& totals) {
  Headline headline{.tone = tone_of(totals), .sentence = {}, .next_steps = {}};
  headline.sentence = sentence_of(headline.tone, totals) + ".";
  if (totals.incomplete_days() > 0) headline.next_steps.push_back(backfill_step(status));
  if (totals.rejected > 0) {
    headline.next_steps.push_back(
        {"sent-source-data replay", "sends the rejected events again; fix the reasons below first"});
  }
  return headline;
}

}  // namespace sent::command::status::report
