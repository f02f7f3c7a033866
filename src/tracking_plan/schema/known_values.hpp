// SPDX-License-Identifier: Apache-2.0

// What a schema is known to accept, from what it has accepted: so it is asked only about what is new.
//
// null, true and false are remembered one by one. Of integers the range from the least to the greatest is remembered,
// of strings that of their lengths; this is right for a schema that says nothing else of a value than its type and
// bounds, because it accepts all that lies between two values that it accepts (`is_range()`). Of a schema that says
// more the last string is remembered. Pure; not thread-safe.

#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "tracking_plan/schema/scalar.hpp"

namespace sent::tracking_plan::schema {

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

[[nodiscard]] bool is_range(const nlohmann::json& schema);

}  // namespace sent::tracking_plan::schema
