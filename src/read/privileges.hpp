// SPDX-License-Identifier: Apache-2.0

// What a role lacks to read the input contract, in the words of a Failure. Pure.

#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sent::read {

struct Lack {
  std::string message;
  std::string hint;  // the grants
};

// `unreadable`: the relations that are there and of which the role may not read every column of the contract.
[[nodiscard]] std::optional<Lack> lack_of(const std::string& role, const std::string& schema, bool may_use_schema,
                                          const std::vector<std::string>& unreadable);

}  // namespace sent::read
