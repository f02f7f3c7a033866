// SPDX-License-Identifier: Apache-2.0

#include "model/day.hpp"

#include "fuzz/input.hpp"

namespace sent::tests {

namespace {

const Day earliest{1, 1, 1};
const Day latest{9999, 12, 31};

void check_text(std::string_view text) {
  const auto day = parse_day(text);
  if (!day) return;
  require(earliest <= *day && *day <= latest, "a day has a year of four digits");
  require(iso(*day) == text, "a day is written as it was read");
}

void check_day(std::int32_t number) {
  const Day day = earliest + std::chrono::days{static_cast<std::uint32_t>(number) % ((latest - earliest).count() + 1)};
  require(parse_day(iso(day)) == day, "a day is read as it was written");
  require(parse_day(iso(day) + " ") == std::nullopt, "a day has nothing after it");
}

void check_instant(std::int64_t milliseconds) {
  const std::int64_t within = milliseconds % std::chrono::milliseconds{std::chrono::hours{24 * 365 * 1000}}.count();
  const Instant instant{std::chrono::milliseconds{within}};
  const std::string text = iso_milliseconds(instant);
  require(text.size() == 24 && text.ends_with('Z'), "an instant has 24 characters");
  const auto day = parse_day(text.substr(0, 10));
  require(day && day->days() == std::chrono::floor<std::chrono::days>(instant), "an instant begins with its day");
  require(std::stoll(text.substr(20, 3)) == (within % 1000 + 1000) % 1000, "an instant ends with its milliseconds");
}

}  // namespace

// A number of a day or of milliseconds, then a text.
void fuzz_day(Bytes bytes) {
  FuzzInput input(bytes);
  const auto number = input.number<std::int64_t>();
  check_day(static_cast<std::int32_t>(number));
  check_instant(number);
  check_text(input.rest());
}

}  // namespace sent::tests
