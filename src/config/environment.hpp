// SPDX-License-Identifier: Apache-2.0

// Environment variables, as the configuration sees them.

#pragma once

#include <map>
#include <optional>
#include <string>

namespace sent::config {

// Leaves out the line ends behind a value, which a file or a secret may have left there.
void trim_line_ends(std::string& value);

// A value, so that tests need not change the environment of the process.
class Environment {
 public:
  Environment() = default;
  explicit Environment(std::map<std::string, std::string> variables);
  // That of this process.
  [[nodiscard]] static Environment of_process();

  // Trimmed. An empty variable counts as not set.
  [[nodiscard]] std::optional<std::string> operator()(const std::string& name) const;

  // Every variable that is set.
  [[nodiscard]] const std::map<std::string, std::string>& variables() const { return variables_; }

 private:
  std::map<std::string, std::string> variables_;
};

}  // namespace sent::config
