// SPDX-License-Identifier: Apache-2.0

// Reads the TOML file as texts, the form in which every other place gives settings too.

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
  std::optional<SettingKind> kind;  // none: a type that no setting takes
};

// section.key → value. Throws Failure(usage) when the file cannot be read or is not TOML, with
// the line.
[[nodiscard]] std::map<std::string, FileValue> read_config_file(const std::string& path);

// Whether a setting of `kind` may be written so; a string suits all.
[[nodiscard]] bool suits(const FileValue& value, SettingKind kind);

}  // namespace sent::config
