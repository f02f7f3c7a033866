// SPDX-License-Identifier: Apache-2.0

#include "support/database/psql.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <stdexcept>

#include "support/servers/server_commands.hpp"

namespace sent::tests {

void run_psql(const std::string& url, const std::string& file, const std::map<std::string, std::string>& variables) {
  std::string command =
      fmt::format("psql -X -q -v ON_ERROR_STOP=1 -f {} '{}' >/dev/null", shell_word(SENT_ROOT "/" + file), url);
  for (const auto& [name, value] : variables) command += fmt::format(" -v {}='{}'", name, value);
  if (std::system(command.c_str()) != 0) throw std::runtime_error("psql -f " + file + " failed");
}

}  // namespace sent::tests
