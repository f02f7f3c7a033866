// SPDX-License-Identifier: Apache-2.0

#include "model/exit_code.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "config/settings.hpp"
#include "support/files/golden.hpp"

namespace sent::tests {
namespace {

TEST(ExitCodes, MatchTheReadme) {
  std::string table = "| code | meaning |\n|---|---|\n";
  for (const auto& [code, meaning] : exit_codes) table += fmt::format("| {} | {} |\n", static_cast<int>(code), meaning);
  EXPECT_NE(read_project_file("README.md").find(table + "\n"), std::string::npos) << table;
}

TEST(Readme, NamesSettingsThatExistWithTheirDefaults) {
  const std::string readme = read_project_file("README.md");
  for (const char* name : {"database.url", "sink.preset", "sink.write_key", "job.timezone", "job.settle"}) {
    const config::Setting* const setting = config::find_setting(name);
    ASSERT_NE(setting, nullptr) << name;
    EXPECT_NE(readme.find(fmt::format("`{}`", name)), std::string::npos) << name;
    if (!setting->default_value.empty()) {
      EXPECT_NE(readme.find(fmt::format("`{}` | `{}`", name, setting->default_value)), std::string::npos) << name;
    }
  }
}

}  // namespace
}  // namespace sent::tests
