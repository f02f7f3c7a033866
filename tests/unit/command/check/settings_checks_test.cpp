// SPDX-License-Identifier: Apache-2.0

#include "command/check/settings_checks.hpp"

#include <gtest/gtest.h>

#include "config/load.hpp"

namespace sent::tests {
namespace {

// The messages are those of load_config().
TEST(SettingsChecks, EachConfigurationErrorIsOneCheck) {
  const config::Environment nothing;
  const std::vector<std::pair<std::string, std::string>> set{
      {"a.b", "1"}, {"job.settle", "x"}, {"sink.write_key", "hush hush"}};
  try {
    (void)config::load_config(std::nullopt, nothing, set);
    FAIL() << "accepted";
  } catch (const Failure& failure) {
    const auto checks = command::check::judge_bad_settings(failure);
    ASSERT_EQ(checks.size(), 3U);
    EXPECT_NE(checks[0].message.find("a.b (from --set): no such setting"), std::string::npos);
    EXPECT_TRUE(checks[1].message.starts_with("job.settle = \"x\"")) << checks[1].message;
    EXPECT_TRUE(checks[2].message.starts_with("sink.write_key (from --set)")) << checks[2].message;
    EXPECT_EQ(checks[0].hint, std::nullopt);
    EXPECT_TRUE(checks[2].hint);
    EXPECT_EQ(command::check::checklist::exit_code_of(checks), ExitCode::usage);
  }
}

}  // namespace
}  // namespace sent::tests
