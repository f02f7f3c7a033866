// SPDX-License-Identifier: Apache-2.0

// A schema that has the whole input contract.

#pragma once

#include <set>
#include <string>

#include "read/contract.hpp"

namespace sent::tests {

// As the reference tables have it, but for the relations of `without`.
[[nodiscard]] read::FoundContract right_contract(const std::set<std::string>& without = {});

}  // namespace sent::tests
