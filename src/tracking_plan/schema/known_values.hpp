// SPDX-License-Identifier: Apache-2.0

// Remembers which values a schema has accepted, so that the schema is asked only about new ones.
//
// null, true and false are remembered one by one. For integers it remembers the range from the smallest to the largest,
// for strings the range of their lengths. That is correct for a schema with only types and bounds (`is_range()`),
// because such a schema accepts every value between two accepted ones. For any other schema it remembers the last
// string.

#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "tracking_plan/schema/scalar.hpp"

namespace sent::tracking_plan::schema {

// Not thread-safe.
class KnownValues {
 public:
  explicit KnownValues(bool is_range) : is_range_(is_range) {}

  [[nodiscard]] bool covers(const Scalar& value) const;
  void learn(const Scalar& accepted);

 private:
  struct Range {
    std::int64_t least;
    std::int64_t greatest;
  };
  static void widen(std::optional<Range>& range, std::int64_t value);

  bool is_range_;
  bool null_ = false;
  bool true_ = false;
  bool false_ = false;
  std::optional<Range> integers_;
  std::optional<Range> lengths_;
  std::optional<std::string> last_text_;
};

// Whether `schema` has only types and bounds. Pure.
[[nodiscard]] bool is_range(const nlohmann::json& schema);

}  // namespace sent::tracking_plan::schema
