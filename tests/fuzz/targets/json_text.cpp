// SPDX-License-Identifier: Apache-2.0

#include "text/json_text.hpp"

#include "fuzz/input.hpp"
#include "fuzz/text_checks.hpp"

namespace sent::tests {

// A number, then a text.
void fuzz_json_text(Bytes bytes) {
  FuzzInput input(bytes);
  const auto number = input.number<std::int64_t>();
  std::string json;
  text::append_json_number(json, number);
  require(nlohmann::json::parse(json).get<std::int64_t>() == number, "a number is read as it was written");
  json.clear();
  text::append_json_string(json, input.rest());
  require(!has_controls(json) && is_utf8(json), "a JSON text has no control characters and is UTF-8");
  const auto read = nlohmann::json::parse(json).get<std::string>();
  require(is_utf8(read), "what is read is UTF-8");
  require(read == input.rest() || !is_utf8(input.rest()), "a text is read as it was written");
}

}  // namespace sent::tests
