// SPDX-License-Identifier: Apache-2.0

// sent-source-data(1), derived from the declarations of the commands and the table of exit codes.

#pragma once

#include <string>
#include <string_view>

#include "cli/command_description.hpp"

namespace sent::manual {

// In man(7); `date` is an ISO day. Pure.
[[nodiscard]] std::string command_manual(const cli::CommandDescription& program, std::string_view date);

}  // namespace sent::manual
