// SPDX-License-Identifier: Apache-2.0

// What valijson found wrong within a value, in the words that are used everywhere else.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tracking_plan/schema/violation.hpp"

namespace sent::tracking_plan::schema {

// As valijson tells it.
struct LibraryError {
  std::vector<std::string> context;  // "<root>", then each step in brackets: "[name]", "[0]"
  std::string description;
};

// Appends a violation for each place that is wrong by itself, not because of what it holds, in the order of `errors`;
// at least one. `value` is at `pointer`. Pure.
void explain(const nlohmann::json& schema, const nlohmann::json& value, std::string_view pointer,
             std::span<const LibraryError> errors, std::vector<Violation>& violations);

}  // namespace sent::tracking_plan::schema
