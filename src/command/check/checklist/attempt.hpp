// SPDX-License-Identifier: Apache-2.0

// Adds checks to a list, even if the question behind a check fails. Not thread-safe.

#pragma once

#include <initializer_list>
#include <iterator>
#include <string_view>
#include <utility>

#include "command/check/checklist/check.hpp"

namespace sent::command::check::checklist {

inline void add(Checks& checks, Check check) { checks.push_back(std::move(check)); }
inline void add(Checks& checks, Checks more) { std::move(more.begin(), more.end(), std::back_inserter(checks)); }

// Adds the check or checks that `make` returns, or an error with this name if `make` throws a Failure. Returns true if
// `make` returned.
template <typename Make>
bool attempt(Checks& checks, std::string_view name, Make make) {
  try {
    add(checks, make());
    return true;
  } catch (const Failure& failure) {
    add(checks, failed(name, failure));
    return false;
  }
}

inline void skip(Checks& checks, std::initializer_list<std::string_view> names, std::string_view because) {
  for (const auto name : names) add(checks, skipped(name, because));
}

}  // namespace sent::command::check::checklist
