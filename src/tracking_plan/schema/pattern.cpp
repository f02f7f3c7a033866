// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/schema/pattern.hpp"

#include <fmt/format.h>

#include "model/failure.hpp"
#include "tracking_plan/schema/violation.hpp"

namespace sent::tracking_plan::schema {

namespace {

// A non-ASCII character matches itself byte by byte, but not in a class or before a quantifier.
bool goes_beyond_ascii(std::string_view pattern) {
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string_view next = pattern.substr(i + 1, 1);
    if (pattern[i] == '\\') {
      if (next == "u") return true;
      ++i;
    } else if (static_cast<unsigned char>(pattern[i]) < 0x80) {
      in_class = pattern[i] == '[' || (in_class && pattern[i] != ']');
    } else if (in_class || next == "*" || next == "+" || next == "?" || next == "{") {
      return true;
    }
  }
  return false;
}

}  // namespace

std::regex compiled_pattern(const std::string& pattern, std::string_view pointer) {
  if (goes_beyond_ascii(pattern)) {
    throw Failure(
        ExitCode::usage,
        fmt::format("at {}: the pattern {} has a non-ASCII character where only ASCII works", pointer,
                    shown_name(pattern)),
        "use ASCII in classes and before quantifiers, because patterns match bytes; [^ -~] is any byte that is not "
        "printable ASCII");
  }
  try {
    return std::regex(pattern);
  } catch (const std::regex_error& error) {
    throw Failure(ExitCode::usage,
                  fmt::format("at {}: the pattern {} is not a regular expression: {}", pointer, shown_name(pattern),
                              error.what()),
                  "write patterns in ECMAScript syntax");
  }
}

}  // namespace sent::tracking_plan::schema
