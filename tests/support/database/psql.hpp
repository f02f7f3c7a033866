// SPDX-License-Identifier: Apache-2.0

// Debian's psql, for files that are written for it.

#pragma once

#include <map>
#include <string>

namespace sent::tests {

// Runs a file of the project in one database. Throws when psql or a statement of it fails.
void run_psql(const std::string& url, const std::string& file,
              const std::map<std::string, std::string>& variables = {});

}  // namespace sent::tests
