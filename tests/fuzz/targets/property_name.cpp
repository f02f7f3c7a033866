// SPDX-License-Identifier: Apache-2.0

#include "text/property_name.hpp"

#include <algorithm>

#include "fuzz/input.hpp"

namespace sent::tests {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool may_stay(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::string without_dots(std::string_view text) {
  std::string result(text);
  std::erase(result, '.');
  return result;
}

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

}  // namespace

void fuzz_property_name(Bytes bytes) {
  const std::string raw(FuzzInput(bytes).rest());
  const std::string name = text::property_name(raw);
  require(std::all_of(name.begin(), name.end(), may_stay), "a name has letters, digits and what is not ASCII");
  require(name.empty() || !is_lower(name[0]), "a name begins with a capital");
  require(text::property_name(name) == name, "a name stays as it is");
  require(text::property_name(without_dots(raw)) == name, "dots do not count");
  require(text::property_name("- " + raw + "/") == name, "boundaries at the ends do not count");
  require(text::property_name(raw + "-" + raw) == name + name, "words are named one by one");
  std::string kept = raw;
  std::erase_if(kept, [](char c) { return !may_stay(c); });
  require(lowered(name) == lowered(kept), "nothing else is lost, nothing added");
}

}  // namespace sent::tests
