// SPDX-License-Identifier: Apache-2.0

#include "config/environment.hpp"

#include <unistd.h>

#include <string_view>
#include <utility>

namespace sent::config {

void trim_line_ends(std::string& value) { value.erase(value.find_last_not_of("\r\n") + 1); }

Environment::Environment(std::map<std::string, std::string> variables) : variables_(std::move(variables)) {
  for (auto& [name, value] : variables_) trim_line_ends(value);
  std::erase_if(variables_, [](const auto& variable) { return variable.second.empty(); });
}

Environment Environment::of_process() {
  std::map<std::string, std::string> variables;
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view variable = *each;
    const auto name = variable.substr(0, variable.find('='));
    if (name.size() < variable.size()) variables.emplace(name, variable.substr(name.size() + 1));
  }
  return Environment(std::move(variables));
}

std::optional<std::string> Environment::operator()(const std::string& name) const {
  const auto found = variables_.find(name);
  return found == variables_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace sent::config
