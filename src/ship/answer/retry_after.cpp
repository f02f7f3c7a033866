// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/retry_after.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sent::ship::answer {

namespace {

using std::chrono::milliseconds;
using std::chrono::sys_seconds;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  if (!all_digits(text)) return std::nullopt;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc{}) {
    return std::nullopt;
  }
  return value;
}

std::optional<unsigned> month_number(std::string_view name) {
  constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<unsigned>(found - names.begin()) + 1;
}

std::optional<std::chrono::seconds> parse_time(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hours = number(text.substr(0, 2));
  const auto minutes = number(text.substr(3, 2));
  const auto seconds = number(text.substr(6, 2));
  if (!hours || !minutes || !seconds) return std::nullopt;
  if (*hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
  return std::chrono::hours{*hours} + std::chrono::minutes{*minutes} + std::chrono::seconds{*seconds};
}

// "Sun, 06 Nov 1994 08:49:37 GMT"; not the two obsolete forms of the RFC.
std::optional<sys_seconds> parse_http_date(std::string_view text) {
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT") {
    return std::nullopt;
  }
  if (text[7] != ' ' || text[11] != ' ' || text[16] != ' ') return std::nullopt;
  const auto day = number(text.substr(5, 2));
  const auto month = month_number(text.substr(8, 3));
  const auto year = number(text.substr(12, 4));
  const auto time = parse_time(text.substr(17, 8));
  if (!day || !month || !year || !time) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{*month},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date} + *time;
}

}  // namespace

std::optional<milliseconds> parse_retry_after(std::string_view value, std::chrono::system_clock::time_point now) {
  const std::string_view text = trimmed(value);
  constexpr milliseconds most = max_retry_after;
  if (all_digits(text)) {
    const auto seconds = number(text);
    // Digits that do not fit an int are more seconds than the limit.
    if (!seconds || *seconds > std::chrono::seconds{max_retry_after}.count()) return most;
    return std::chrono::seconds{*seconds};
  }
  const auto date = parse_http_date(text);
  if (!date) return std::nullopt;
  // Compared in seconds first, because the difference to a distant date overflows nanoseconds.
  const auto seconds = *date - std::chrono::floor<std::chrono::seconds>(now);
  if (seconds > max_retry_after) return most;
  if (seconds < std::chrono::seconds{0}) return milliseconds{0};
  return std::clamp(std::chrono::ceil<milliseconds>(*date - now), milliseconds{0}, most);
}

}  // namespace sent::ship::answer
