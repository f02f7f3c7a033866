// SPDX-License-Identifier: Apache-2.0

// How long to retry after temporary failures: the program's only retry loop for databases. Thread-safe.

#pragma once

#include <functional>
#include <string>

#include "model/failure.hpp"

namespace sent::retry {

// Called after each failed attempt, numbered from 1, with the failure's message. Waits, and says whether to try again.
using Patience = std::function<bool(int failed_attempts, const std::string& because)>;

inline const Patience no_patience = [](int, const std::string&) { return false; };

// Returns what `ask` returns. After any Failure it calls `discard`, which drops what the failure may have left
// behind. If the failure may be temporary, calls `ask` again while `patience` lasts; rethrows any other failure.
template <typename Ask, typename Discard>
decltype(auto) ask_patiently(const Patience& patience, Ask&& ask, Discard&& discard) {
  for (int attempt = 1;; ++attempt) {
    try {
      return ask();
    } catch (const Failure& failure) {
      discard();
      if (!failure.may_pass() || !patience(attempt, failure.what())) throw;
    }
  }
}

}  // namespace sent::retry
