// SPDX-License-Identifier: Apache-2.0

// How long to go on asking a database that fails for a reason that may pass.

#pragma once

#include <functional>
#include <string>

#include "model/failure.hpp"

namespace sent::retry {

// Called after each failed attempt, numbered from 1, with what came back. Waits, and says whether to ask again.
using Patience = std::function<bool(int failed_attempts, const std::string& because)>;

inline const Patience no_patience = [](int, const std::string&) { return false; };

// Returns what `ask` returns. When that throws Failure(database_unavailable), `forget` gives up what the failure may
// have spoilt, and `ask` is called again while `patience` lasts; any other failure is thrown on, after `forget` too.
template <typename Ask, typename Forget>
decltype(auto) ask_patiently(const Patience& patience, Ask&& ask, Forget&& forget) {
  for (int attempt = 1;; ++attempt) {
    try {
      return ask();
    } catch (const Failure& failure) {
      forget();
      if (failure.code() != ExitCode::database_unavailable || !patience(attempt, failure.what())) throw;
    }
  }
}

}  // namespace sent::retry
