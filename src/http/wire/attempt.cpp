// SPDX-License-Identifier: Apache-2.0

#include "http/wire/attempt.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sent::http::wire {

namespace {

constexpr std::chrono::milliseconds look_up{50};

// Rounded up, so that a wait does not end before its time.
int milliseconds_until(SteadyTime time, SteadyTime now) {
  if (time <= now) return 0;
  return static_cast<int>(
      std::chrono::ceil<std::chrono::milliseconds>(std::min<SteadyTime::duration>(time - now, look_up)).count());
}

}  // namespace

void Attempt::fail(std::string_view outcome) const { throw Broken{fmt::format("{} {}: {}", doing, host, outcome)}; }

void Attempt::fail_by_peer(std::string_view outcome) const {
  throw Broken{fmt::format("{} {}: {}", doing, host, outcome), true};
}

void Attempt::check_patience() const {
  if (patience.stop.stop_requested()) fail("stopped");
  if (std::chrono::steady_clock::now() >= patience.until) fail("timed out");
}

void Attempt::await(std::span<pollfd> sockets, SteadyTime at_most) const {
  while (true) {
    if (patience.stop.stop_requested()) fail("stopped");
    const auto now = std::chrono::steady_clock::now();
    const int ready =
        ::poll(sockets.data(), sockets.size(), milliseconds_until(std::min(patience.until, at_most), now));
    if (ready > 0 && !patience.stop.stop_requested()) return;
    if (now >= patience.until) fail("timed out");
    if (now >= at_most) return;
  }
}

}  // namespace sent::http::wire
