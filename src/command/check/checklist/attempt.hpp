// SPDX-License-Identifier: Apache-2.0

// A check whose facts may not be there to be judged.

#pragma once

#include <initializer_list>
#include <iterator>
#include <string_view>
#include <utility>

#include "command/check/checklist/check.hpp"

namespace sent::command::check::checklist {

inline void add(Checks& checks, Check check) { checks.push_back(std::move(check)); }
inline void add(Checks& checks, Checks more) { std::move(more.begin(), more.end(), std::back_inserter(checks)); }

// Adds the check or the checks that `make` returns, or when it throws Failure an error by the name of `name`. Whether
// it returned.
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
