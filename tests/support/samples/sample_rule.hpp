// SPDX-License-Identifier: Apache-2.0

// A rule of the tracking plan as its file contains it, and variants of it.

#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace sent::tests {

inline const std::string good_rule =
    R"({"key": "Went Home", "type": "TRACK", "version": 2, "jsonSchema": {"type": "object"}})";

// The same rule, changed by a JSON merge patch.
inline std::string rule_with(const nlohmann::json& patch) {
  auto rule = nlohmann::json::parse(good_rule);
  rule.merge_patch(patch);
  return rule.dump();
}

}  // namespace sent::tests
