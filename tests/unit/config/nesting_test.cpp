// SPDX-License-Identifier: Apache-2.0

#include "config/nesting.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "config/load.hpp"
#include "model/failure.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string times(std::size_t count, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

config::Config load(const std::optional<std::string>& path, const Pairs& set) {
  const config::Environment nowhere;
  return config::load_config(path, nowhere, set, config::Need::no_receiver);
}

std::string refusal_of(const std::string& toml) {
  const TemporaryDirectory directory;
  std::ofstream(directory.file("config.toml")) << toml;
  const Failure failure = failure_of([&] { (void)load(directory.file("config.toml"), {}); });
  EXPECT_EQ(failure.code(), ExitCode::usage);
  return failure.what();
}

void expect_part(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text.substr(0, 300);
}

TEST(Nesting, OfKeysTablesAndArraysIsLimited) {
  const std::size_t many = 100'000;
  for (const std::string& toml :
       {times(many, "a.") + "a = 1\n", "[" + times(many, "a.") + "a]\n",
        "[event]\nintegrations." + times(many, "a . ") + "a = 1\n",
        "x = " + times(many, "{a=") + "1" + times(many, "}"), "x = " + times(many, "[") + times(many, "]"),
        "x = {" + times(many / 2, R"("a.b".'c.d'.)") + "a = 1}"})
    expect_part(refusal_of("# a comment\n" + toml), ": tables within more than 64 others");
}

// A depth that is hidden from the one who counts would end in the parser.
TEST(Nesting, IsCountedBehindStringsAndComments) {
  const std::string deep = times(65, "a.") + "a = 1\n";
  for (const std::string before :
       {R"(x = "")", R"(x = "\"")", R"(x = '\')", "x = \"\"\"\n\"\"\"", R"(x = """a""""")", "x = '''a'''''", "# \"",
        "# '''", R"(x = """\"""")", "\"x\" = 'a' # '", R"(x = ['a', "b"])"}) {
    const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
    EXPECT_EQ(config::line_nested_too_deep(before + "\n" + deep), lines + 2) << before;
  }
}

TEST(Nesting, DoesNotCountWhatIsSideBySide) {
  const std::string dots = times(100, ".");
  for (const std::string& toml :
       {"x = \"" + dots + "\"", "x = '" + dots + "'", "# " + dots, "x = \"\"\"\n" + dots + "\n" + dots + "\"\"\"",
        times(100, "a.b = 1.5\n"), "x = [" + times(100, "1.5, ") + "]", "x = [" + times(100, "{a.b = 1},\n") + "]",
        times(100, "[[a.b]]\nc.d = 1\n")})
    EXPECT_EQ(config::line_nested_too_deep(toml), std::nullopt) << toml;
}

TEST(Nesting, OfAnObjectIsLimited) {
  const auto nested = [](std::size_t depth) { return times(depth, R"({"a":)") + "1" + times(depth, "}"); };
  const auto object = [](const std::string& text) { return load(std::nullopt, {{"event.integrations", text}}); };
  EXPECT_EQ(object(nested(32)).event.integrations, nested(32));
  const std::string brackets_in_a_string = R"({"a":")" + times(99, "[") + R"(\"","":[]})";
  EXPECT_EQ(object(brackets_in_a_string).event.integrations, brackets_in_a_string);
  for (const std::string& deep : {nested(33), nested(200'000), R"({"a":)" + times(200'000, "[")}) {
    const std::string refusal = failure_of([&] { (void)object(deep); }).what();
    expect_part(refusal, "event.integrations");
    expect_part(refusal, "at most 32 levels deep");
    EXPECT_LT(refusal.size(), 1000U) << "not a message of megabytes";
  }
  expect_part(refusal_of("[event]\nintegrations = '" + nested(100'000) + "'\n"), "at most 32 levels deep");
}

TEST(Nesting, OfALargeConfigurationIsNotEvenCounted) {
  expect_part(refusal_of(std::string((1 << 20) + 1, '\n')), ": File too large");
}

}  // namespace
}  // namespace sent::tests
