// SPDX-License-Identifier: Apache-2.0

// A wait for sockets, and what ends it: one thing that is attempted with a host, until a time or a stop.

#pragma once

#include <poll.h>

#include <chrono>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace sent::http::wire {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Patience {
  SteadyTime until;
  std::stop_token stop;
};

// Thrown if an attempt ends without its result, and caught by the HTTP client.
struct Broken {
  std::string what;      // was attempted, on what: what came back
  bool by_peer = false;  // the connection ended or failed, or what came is not HTTP
};

// A value; `host` and `patience` must outlive it. Every function throws Broken and names the attempt.
struct Attempt {
  std::string_view doing;  // "connecting to"
  const std::string& host;
  const Patience& patience;

  [[noreturn]] void fail(std::string_view outcome) const;
  [[noreturn]] void fail_by_peer(std::string_view outcome) const;
  // Fails if the patience has ended. A peer that is always ready must not make it endless.
  void check_patience() const;
  // Waits until a socket is ready, or until `at_most`; the `revents` say which. Fails if the patience ends before that.
  // Looks for a stop several times a second, so that no connection needs a second descriptor to be woken by.
  void await(std::span<pollfd> sockets, SteadyTime at_most = SteadyTime::max()) const;
};

}  // namespace sent::http::wire
