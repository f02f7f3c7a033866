// SPDX-License-Identifier: Apache-2.0

#include "read/clock_difference.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sent::read {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds always_allowed{5'000};

double seconds_of(milliseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

milliseconds ahead(const ClockReading& reading) {
  const auto nearest = std::clamp<std::chrono::system_clock::time_point>(
      reading.there, std::min(reading.asked, reading.answered), std::max(reading.asked, reading.answered));
  return std::chrono::duration_cast<milliseconds>(reading.there - nearest);
}

std::optional<Failure> clock_failure(std::string_view setting, const ClockReading& reading, milliseconds settle) {
  const milliseconds most = std::max(settle, always_allowed);
  const milliseconds difference = ahead(reading);
  if (std::chrono::abs(difference) <= most) return std::nullopt;
  return Failure(
      ExitCode::usage,
      fmt::format("comparing the clock of {} with this machine's: it is {} there and {} here, {:.3f} s {}, and at most "
                  "{:.3f} s are allowed (job.settle)",
                  setting, iso_milliseconds(reading.there),
                  iso_milliseconds(std::chrono::time_point_cast<Instant::duration>(reading.answered)),
                  seconds_of(std::chrono::abs(difference)), difference.count() > 0 ? "ahead" : "behind",
                  seconds_of(most)),
      "compare `date -u` here and `select now()` there with a clock that you trust, and set the wrong one by NTP; "
      "nothing was sent");
}

}  // namespace sent::read
