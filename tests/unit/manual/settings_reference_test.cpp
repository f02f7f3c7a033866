// SPDX-License-Identifier: Apache-2.0

#include "manual/settings_reference.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "config/load.hpp"
#include "config/settings.hpp"
#include "model/failure.hpp"
#include "support/files/golden.hpp"

namespace sent::tests {
namespace {

const std::string example = "config/sent-source-data.example.toml";

TEST(SettingsReference, MatchesThePageInDocs) { expect_golden("docs/settings.md", manual::settings_reference()); }

TEST(SettingsReference, NamesEverySettingOnce) {
  const std::string page = manual::settings_reference();
  for (const auto& setting : config::settings()) {
    const std::string row = fmt::format("\n| `{}` | ", setting.name);
    EXPECT_NE(page.find(row), std::string::npos) << setting.name;
    EXPECT_EQ(page.find(row), page.rfind(row)) << setting.name;
  }
}

// The default is valid, a control character is not, and the help is a sentence.
TEST(Settings, EachRowIsValid) {
  for (const auto& setting : config::settings()) {
    EXPECT_TRUE(setting.help.ends_with(".")) << setting.name;
    config::Config config;
    if (!setting.default_value.empty()) {
      EXPECT_NO_THROW(setting.store(config, setting.default_value)) << setting.name;
    }
    if (setting.name == "sink.write_key_file") continue;
    EXPECT_THROW(setting.store(config, "\x01"), config::InvalidValue) << setting.name;
  }
}

// The file has no write key.
TEST(ExampleConfiguration, LoadsWithAKey) {
  const std::string file = SENT_ROOT "/" + example;
  const config::Environment nowhere;
  EXPECT_THROW((void)config::load_config(file, nowhere, {}, config::Need::everything), Failure);
  const std::vector<std::pair<std::string, std::string>> key{{"sink.write_key", "a-key-of-ours"}};
  EXPECT_NO_THROW((void)config::load_config(file, nowhere, key, config::Need::everything));
}

// Each setting is in its section, set or in a comment.
TEST(ExampleConfiguration, HasEverySetting) {
  const std::string text = read_project_file(example);
  for (const auto& setting : config::settings()) {
    const auto dot = setting.name.find('.');
    const auto begin = text.find(fmt::format("\n[{}]\n", setting.name.substr(0, dot)));
    ASSERT_NE(begin, std::string::npos) << setting.name;
    const std::string section = text.substr(begin, text.find("\n[", begin + 1) - begin);
    const std::string key = setting.name.substr(dot + 1) + " = ";
    const bool named = section.find("\n" + key) != std::string::npos || section.find("\n# " + key) != std::string::npos;
    EXPECT_TRUE(named) << setting.name;
  }
}

}  // namespace
}  // namespace sent::tests
