// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/schema/nesting.hpp"

namespace sent::tracking_plan::schema {

bool nests_too_deep(std::string_view json) {
  if (json.size() <= deepest_nesting) return false;
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > deepest_nesting) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

}  // namespace sent::tracking_plan::schema
