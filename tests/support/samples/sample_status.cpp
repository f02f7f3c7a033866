// SPDX-License-Identifier: Apache-2.0

#include "support/samples/sample_status.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace sent::tests {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;

constexpr Day last_day{2026, 3, 31};

Instant morning_after(Day day) { return Instant{day.days()} + std::chrono::hours{31} + std::chrono::minutes{12}; }

command::status::report::Status of_range(DayRange range) { return {range, morning_after(range.last), {}, {}, {}, {}}; }

command::status::report::Status of_days(int count) { return of_range({last_day - days{count - 1}, last_day}); }

command::status::report::DayStatus complete_day(Day day, std::uint64_t delivered, std::uint64_t rejected,
                                                std::uint64_t users, milliseconds duration) {
  const command::status::report::DayState state = rejected > 0    ? command::status::report::DayState::rejected
                                                  : delivered > 0 ? command::status::report::DayState::delivered
                                                                  : command::status::report::DayState::zero;
  return {day, state, std::nullopt, delivered + rejected, delivered, rejected, users, duration};
}

command::status::report::DayStatus not_complete(Day day, command::status::report::DayState state) {
  return {day, state, std::nullopt, std::nullopt, 0, 0, std::nullopt, std::nullopt};
}

command::status::report::DayStatus partial_day(Day day, std::uint64_t planned, int percent, std::uint64_t users) {
  const std::uint64_t delivered = planned * static_cast<std::uint64_t>(percent) / 100;
  return {day, command::status::report::DayState::partial, percent, planned, delivered, 0, users, std::nullopt};
}

std::vector<FanOut> usual_sources(Day day) {
  return {{"src_8YkQ2v", "web-app", 1840, day},
          {"src_1mZ7Rc", "ios", 1722, day - days{1}},
          {"src_T4pXw9", "android", 1511, day},
          {"src_0cNa5L", "billing-service", 960, day - days{3}},
          {"src_q7WbE2", "marketing-site", 402, day}};
}

std::vector<FanOut> usual_workspaces(Day day) {
  return {{"ws_northwind", std::nullopt, 6120, day},
          {"ws_contoso", std::nullopt, 4388, day - days{2}},
          {"ws_initech", std::nullopt, 951, day}};
}

command::status::report::DayStatus usual_day(Day day, int ordinal, std::mt19937& random) {
  const bool weekend = std::chrono::weekday{day.days()}.iso_encoding() > 5;
  const double growth = 22000.0 * std::pow(1.0012, ordinal) * (weekend ? 0.6 : 1.0);
  const auto events = static_cast<std::uint64_t>(growth) + random() % 1800;
  if (random() % 41 == 0) return complete_day(day, 0, 0, 0, milliseconds{900});
  const std::uint64_t rejected = random() % 23 == 0 ? 3 + random() % 40 : 0;
  const milliseconds duration{static_cast<std::int64_t>(events * 9 + random() % 60000)};
  return complete_day(day, events - rejected, rejected, events / 5 + random() % 200, duration);
}

}  // namespace

command::status::report::Status week_of_each_state() {
  const Day first{2026, 2, 26};
  command::status::report::Status status = of_range({first, first + days{6}});
  status.by_day = {complete_day(first, 27133, 0, 5102, milliseconds{243'000}),
                   complete_day(first + days{1}, 26908, 12, 5077, milliseconds{3'723'000}),
                   complete_day(first + days{2}, 0, 0, 0, milliseconds{812}),
                   partial_day(first + days{3}, 26411, 42, 4990),
                   not_complete(first + days{4}, command::status::report::DayState::missing),
                   complete_day(first + days{5}, 1'204'311, 0, 90'412, milliseconds{12'000}),
                   not_complete(first + days{6}, command::status::report::DayState::not_closed)};
  status.rejected = {{413, "the event is larger than the receiver takes", 9},
                     {std::nullopt, "sourceSlug is missing", 3}};
  status.sources = usual_sources(first + days{5});
  status.workspaces = usual_workspaces(first + days{5});
  return status;
}

command::status::report::Status usual_days(int count) {
  std::mt19937 random(7);
  command::status::report::Status status = of_days(count);
  for (int i = 0; i < count; ++i) status.by_day.push_back(usual_day(status.days.first + days{i}, i, random));
  status.by_day.back() = not_complete(status.days.last, command::status::report::DayState::not_closed);
  if (count > 20) {
    const auto at = [&](int before) -> command::status::report::DayStatus& {
      return status.by_day[static_cast<std::size_t>(count - before)];
    };
    at(9) = not_complete(at(9).day, command::status::report::DayState::missing);
    at(8) = partial_day(at(8).day, 23'904, 42, 4'811);
  }
  for (const command::status::report::DayStatus& day : status.by_day) {
    if (day.rejected == 0) continue;
    if (status.rejected.empty()) status.rejected.push_back({413, "the event is larger than the receiver takes", 0});
    status.rejected.front().events += day.rejected;
  }
  status.sources = usual_sources(status.days.last - days{2});
  status.workspaces = usual_workspaces(status.days.last - days{2});
  return status;
}

command::status::report::Status zero_days(int count) {
  command::status::report::Status status = of_days(count);
  for (const Day day : days_of(status.days)) status.by_day.push_back(complete_day(day, 0, 0, 0, milliseconds{640}));
  return status;
}

command::status::report::Status missing_days(int count) {
  command::status::report::Status status = of_days(count);
  for (const Day day : days_of(status.days))
    status.by_day.push_back(not_complete(day, command::status::report::DayState::missing));
  return status;
}

command::status::report::Status hostile_names() {
  command::status::report::Status status = week_of_each_state();
  const std::string markup = "</td></table><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\"'";
  status.rejected = {
      {400, markup, 7}, {422, "\x1b[31mred\nline two\xff]]>", 2}, {std::nullopt, std::string(200, 'r'), 1}};
  status.sources = {{std::string(200, 'x'), std::string(200, 'W'), 9'000'000'000'000'000'000U, status.days.first},
                    {markup, "\u202egnp.exe\u2066", 31, status.days.first},
                    {"\" onmouseover=\"alert(3)", "שלום עולם — مرحبا", 30, status.days.first},
                    {"--><!--", "{{constructor}} ${7*7} %s", 29, status.days.first},
                    {"", "", 28, status.days.last}};
  status.workspaces = {{"<bdo dir=rtl>", "", 12, status.days.first},
                       {std::string("a\0b\uffff", 6), "", 3, status.days.first}};
  return status;
}

namespace {

// Random bytes, sometimes with characters of markup.
std::string random_text(std::mt19937& random) {
  constexpr std::string_view special = "<>&\"'/=;]-\n";
  std::string text;
  for (std::size_t length = random() % 60; text.size() < length;) {
    text += random() % 3 == 0 ? special[random() % special.size()] : static_cast<char>(random());
  }
  return text;
}

// Mostly an ordinary number, sometimes the largest.
std::uint64_t random_count(std::mt19937& random) {
  if (random() % 40 == 0) return std::numeric_limits<std::uint64_t>::max() / 2000;
  return random() % (1U << (random() % 24));
}

command::status::report::DayStatus random_day(Day day, std::mt19937& random) {
  command::status::report::DayStatus status =
      not_complete(day, static_cast<command::status::report::DayState>(random() % 6));
  if (random() % 2 == 0) status.percent = static_cast<int>(random() % 100);
  if (random() % 2 == 0) status.planned = random_count(random);
  if (random() % 2 == 0) status.delivered = random_count(random);
  if (random() % 3 == 0) status.rejected = random_count(random);
  if (random() % 2 == 0) status.users = random_count(random);
  if (random() % 2 == 0) status.duration = milliseconds{static_cast<std::int64_t>(random_count(random) / 1000) - 5};
  return status;
}

}  // namespace

command::status::report::Status random_status(std::uint32_t seed) {
  std::mt19937 random(seed);
  const Day first = Day{1999, 12, 1} + days{static_cast<int>(random() % 20000)};
  command::status::report::Status status =
      of_range({first, first + days{static_cast<int>(random() % (seed % 4 == 0 ? 420 : 40))}});
  for (const Day day : days_of(status.days)) status.by_day.push_back(random_day(day, random));
  for (auto left = random() % 5; left > 0; --left) {
    status.rejected.push_back({static_cast<int>(random() % 600), random_text(random), random_count(random)});
  }
  for (auto left = random() % 11; left > 0; --left) {
    status.sources.push_back({random_text(random), random_text(random), random_count(random), first});
    status.workspaces.push_back({random_text(random), "", random_count(random), first});
  }
  return status;
}

}  // namespace sent::tests
