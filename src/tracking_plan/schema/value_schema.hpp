// SPDX-License-Identifier: Apache-2.0

// Checks a JSON value against a draft-07 schema, with valijson (https://github.com/tristanpenman/valijson).
//
// `format` is checked only for strings, and only date, time and date-time; other formats merely describe. A number is
// an integer if it is written as one: 1.0 is not. Patterns match the bytes of UTF-8. `$ref` is not supported.

#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tracking_plan/schema/known_values.hpp"
#include "tracking_plan/schema/scalar.hpp"
#include "tracking_plan/schema/violation.hpp"

namespace sent::tracking_plan::schema {

// Not thread-safe: it remembers accepted values.
class ValueSchema {
 public:
  // Throws Failure(usage) if `schema` is not a schema. `pointer` is its place, for the message.
  ValueSchema(const nlohmann::json& schema, std::string_view pointer);
  ValueSchema(ValueSchema&&) noexcept;
  ~ValueSchema();

  [[nodiscard]] bool accepts(const Scalar& value);
  // Appends the violations of `value`, which is at `pointer`. A string longer than longest_match violates a schema with
  // a pattern or a format.
  void check(const nlohmann::json& value, std::string_view pointer, std::vector<Violation>& violations);

 private:
  struct Compiled;
  [[nodiscard]] bool accepts_json(const nlohmann::json& value) const;

  std::unique_ptr<Compiled> compiled_;
  std::string expectation_;
  bool matches_text_;
  KnownValues known_;
};

}  // namespace sent::tracking_plan::schema
