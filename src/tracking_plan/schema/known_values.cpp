// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/schema/known_values.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "text/utf8.hpp"
#include "tracking_plan/schema/keywords.hpp"

namespace sent::tracking_plan::schema {

namespace {

std::int64_t length_of(std::string_view text) { return static_cast<std::int64_t>(text::code_points(text)); }

}  // namespace

bool KnownValues::covers(const Scalar& value) const {
  const auto within = [](const std::optional<Range>& range, std::int64_t number) {
    return range && range->least <= number && number <= range->greatest;
  };
  if (const auto* number = std::get_if<std::int64_t>(&value)) return within(integers_, *number);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? true_ : false_;
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    return is_range_ ? lengths_ && within(lengths_, length_of(*text)) : last_text_ == *text;
  }
  return null_;
}

void KnownValues::widen(std::optional<Range>& range, std::int64_t value) {
  if (!range) range = Range{value, value};
  range->least = std::min(range->least, value);
  range->greatest = std::max(range->greatest, value);
}

void KnownValues::learn(const Scalar& accepted) {
  if (const auto* number = std::get_if<std::int64_t>(&accepted)) {
    if (is_range_) widen(integers_, *number);
  } else if (const auto* truth = std::get_if<bool>(&accepted)) {
    (*truth ? true_ : false_) = true;
  } else if (const auto* text = std::get_if<std::string_view>(&accepted)) {
    if (is_range_) {
      widen(lengths_, length_of(*text));
    } else {
      last_text_ = *text;
    }
  } else {
    null_ = true;
  }
}

bool is_range(const nlohmann::json& schema) {
  if (schema == true) return true;
  return says_only(schema,
                   {"type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength"});
}

}  // namespace sent::tracking_plan::schema
