// SPDX-License-Identifier: Apache-2.0

// Reads the TOML file and returns its values as texts, as every other place provides them.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "config/form.hpp"

namespace sent::config {

struct FileValue {
  std::string text;                 // a table as JSON, an array as a comma-separated list
  std::string type;                 // for messages: "a string", "a float"
  std::optional<SettingKind> kind;  // absent: no setting accepts this type
};

// section.key → value. Throws Failure(usage) if the file cannot be read, is larger than 1 MiB, nested deeper than any
// setting needs, or not TOML; the message of the last two names the line.
[[nodiscard]] std::map<std::string, FileValue> read_config_file(const std::string& path);

// Whether a setting of `kind` accepts this TOML type; every setting accepts a string. Pure.
[[nodiscard]] bool suits(const FileValue& value, SettingKind kind);

}  // namespace sent::config
