// SPDX-License-Identifier: Apache-2.0

// What a value must be to satisfy a schema, in a few words. Messages, tables and documents use the same words. Pure.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace sent::tracking_plan::schema {

// "integer, at least 0", "string or null", "one of \"invite\", \"organic\"". A schema that is too complex for words is
// shown as JSON, shortened.
[[nodiscard]] std::string expectation(const nlohmann::json& schema);

}  // namespace sent::tracking_plan::schema
