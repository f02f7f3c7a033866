// SPDX-License-Identifier: Apache-2.0

// Completion for shells, derived from the declarations of the commands and the table of settings.

#pragma once

#include <span>
#include <string>

#include "cli/command_description.hpp"
#include "config/settings.hpp"

namespace sent::manual {

// The text of /usr/share/bash-completion/completions/sent-source-data; for bash 4.4 or newer. Pure.
[[nodiscard]] std::string bash_completion(const cli::CommandDescription& program, std::span<const config::Setting> all);
// The text of _sent-source-data, for a folder of zsh's fpath. Pure.
[[nodiscard]] std::string zsh_completion(const cli::CommandDescription& program, std::span<const config::Setting> all);

}  // namespace sent::manual
