// Reads the TOML file as texts, the form in which every other place gives settings too.

#pragma once

#include <map>
#include <string>

namespace sent {

// section.key → text. A table or array of a setting's own becomes JSON or a comma-separated list. Throws
// Failure(usage) when the file cannot be read or is not TOML, with the line.
[[nodiscard]] std::map<std::string, std::string> read_config_file(const std::string& path);

}  // namespace sent
