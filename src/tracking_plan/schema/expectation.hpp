// SPDX-License-Identifier: Apache-2.0

// What a schema wants of a value, in a few words: the same in messages, tables and documents. Pure.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace sent::tracking_plan::schema {

// "integer, at least 0", "string or null", "one of \"invite\", \"organic\"". A schema for which there are no words is
// shown itself, shortened.
[[nodiscard]] std::string expectation(const nlohmann::json& schema);

}  // namespace sent::tracking_plan::schema
