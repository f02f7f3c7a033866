// SPDX-License-Identifier: Apache-2.0

// Debian's psql, for files that require it.

#pragma once

#include <map>
#include <string>

namespace sent::tests {

// Runs a file of the project in one database. Throws if psql or a statement fails.
void run_psql(const std::string& url, const std::string& file,
              const std::map<std::string, std::string>& variables = {});

}  // namespace sent::tests
