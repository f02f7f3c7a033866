// SPDX-License-Identifier: Apache-2.0

// One JSON value against one draft-07 schema, by valijson (https://github.com/tristanpenman/valijson).
//
// Of `format`, date, time and date-time are checked, and only of strings; the others describe. A number is an integer
// when it is written as one: 1.0 is not. Patterns see the bytes of UTF-8. `$ref` is refused: rules are written out.

#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tracking_plan/schema/known_values.hpp"
#include "tracking_plan/schema/scalar.hpp"
#include "tracking_plan/schema/violation.hpp"

namespace sent::tracking_plan::schema {

// Not thread-safe: it remembers what it has accepted.
class ValueSchema {
 public:
  // Throws Failure(usage) when `schema` is none; `pointer` says where it is.
  ValueSchema(const nlohmann::json& schema, std::string_view pointer);
  ValueSchema(ValueSchema&&) noexcept;
  ~ValueSchema();

  [[nodiscard]] bool accepts(const Scalar& value);
  // Appends what is wrong with `value`, which is at `pointer`; nothing when it is right. A string that is longer than
  // longest_match violates a schema that looks for a pattern or a format.
  void check(const nlohmann::json& value, std::string_view pointer, std::vector<Violation>& violations);

 private:
  struct Compiled;
  [[nodiscard]] bool accepts_json(const nlohmann::json& value) const;

  nlohmann::json schema_;
  std::unique_ptr<Compiled> compiled_;
  std::string expectation_;
  bool matches_text_;
  KnownValues known_;
};

}  // namespace sent::tracking_plan::schema
