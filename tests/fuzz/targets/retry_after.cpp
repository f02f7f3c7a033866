// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/retry_after.hpp"

#include <fmt/format.h>

#include "fuzz/input.hpp"
#include "model/day.hpp"

namespace sent::tests {

namespace {

using std::chrono::milliseconds;
using std::chrono::sys_seconds;

// As RFC 9110 writes it, from the day of the month on.
std::string http_date(sys_seconds time) {
  constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string text = iso_milliseconds(time);
  return fmt::format("{} {} {} {} GMT", text.substr(8, 2), months[std::stoi(text.substr(5, 2)) - 1], text.substr(0, 4),
                     text.substr(11, 8));
}

}  // namespace

// The present, in seconds since 1970, then the header's value.
void fuzz_retry_after(Bytes bytes) {
  FuzzInput input(bytes);
  const sys_seconds now{std::chrono::seconds{input.number<std::uint32_t>()}};
  const std::string value(input.rest());
  const auto wait = ship::answer::parse_retry_after(value, now);
  require(ship::answer::parse_retry_after(" \t" + value + "\t ", now) == wait, "blanks do not count");
  require(ship::answer::parse_retry_after(value + "x", now) == std::nullopt, "what is not understood is not obeyed");
  if (!wait) return;
  require(milliseconds{0} <= *wait && *wait <= ship::answer::max_retry_after, "a wait is neither negative nor endless");
  if (value.ends_with("GMT") && *wait > milliseconds{0} && *wait < ship::answer::max_retry_after &&
      value.find(":60") == std::string::npos) {
    const sys_seconds then = now + std::chrono::duration_cast<std::chrono::seconds>(*wait);
    require(value.find(http_date(then)) != std::string::npos, "a wait ends at its date");
  }
}

}  // namespace sent::tests
