// SPDX-License-Identifier: Apache-2.0

// Turns valijson's errors about a value into violations in our own words.
//
// valijson reports errors only as English sentences. This code recognizes some of them by how they begin;
// Explanation.* in tests/unit/tracking_plan/schema/explanation_test.cpp checks that valijson still writes them.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tracking_plan/schema/violation.hpp"

namespace sent::tracking_plan::schema {

// An error as valijson reports it. A value.
struct LibraryError {
  std::vector<std::string> context;  // "<root>", then each step in brackets: "[name]", "[0]"
  std::string description;
};

// Appends at least one violation: one for each place that is itself wrong, not merely because a part of it is, in the
// order of `errors`. `value` is at `pointer`. Pure.
void explain(const nlohmann::json& schema, const nlohmann::json& value, std::string_view pointer,
             std::span<const LibraryError> errors, std::vector<Violation>& violations);

}  // namespace sent::tracking_plan::schema
