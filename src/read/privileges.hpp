// SPDX-License-Identifier: Apache-2.0

// The privileges that a role lacks to read the input contract, as a message and hint. Pure.

#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sent::read {

struct Lack {
  std::string message;
  std::string hint;  // the grants
};

// `unreadable`: the existing relations in which the role may not read every column of the contract.
[[nodiscard]] std::optional<Lack> lack_of(const std::string& role, const std::string& schema, bool may_use_schema,
                                          const std::vector<std::string>& unreadable);

}  // namespace sent::read
