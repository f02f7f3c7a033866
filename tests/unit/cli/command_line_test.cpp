// SPDX-License-Identifier: Apache-2.0

#include "cli/command_line.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "model/failure.hpp"
#include "program/registry.hpp"

namespace sent::tests {
namespace {

std::variant<cli::Invocation, cli::Notice> parse(std::vector<const char*> arguments) {
  const auto commands = program::make_commands();
  arguments.insert(arguments.begin(), "sent-source-data");
  auto parsed = cli::parse_command_line(program::declarations_of(commands), arguments);
  for (const auto& command : commands) {
    const auto* const invocation = std::get_if<cli::Invocation>(&parsed);
    if (invocation != nullptr && invocation->command == command.line.name) (void)command.order();
  }
  return parsed;
}

cli::Invocation invocation(std::vector<const char*> arguments) {
  return std::get<cli::Invocation>(parse(std::move(arguments)));
}

std::string error_of(std::vector<const char*> arguments) {
  try {
    (void)parse(std::move(arguments));
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::usage);
    return failure.what();
  }
  return "no error";
}

// Every kind of option, bound to values.
struct DeclaredOptions : testing::Test {
  std::string parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), {"sent-source-data", "walk"});
    try {
      (void)cli::parse_command_line(commands, arguments);
      return "";
    } catch (const Failure& failure) {
      return failure.what();
    }
  }

  const cli::Choices<int> numbers{{"one", 1}, {"two", 2}};
  bool flag = false;
  std::optional<Day> from;
  std::optional<Day> to;
  std::optional<std::size_t> count;
  std::optional<std::string> text;
  std::vector<std::string> texts;
  std::optional<int> choice;
  std::vector<cli::CommandDeclaration> commands{{"walk", "walk", {"job"}, [this](cli::Declaration& own) {
                                                   own.flag("--flag", flag, "a flag");
                                                   own.required_day("--from", from, "a day");
                                                   own.day("--to", to, "a day");
                                                   own.count("--count", count, "a number");
                                                   own.text("--text", "TEXT", text, "a text");
                                                   own.texts("--texts", "TEXT", texts, "texts");
                                                   own.choice("--choice", numbers, choice, "a choice");
                                                 }}};
};

TEST_F(DeclaredOptions, SetTheirValues) {
  EXPECT_EQ(parse({"--flag", "--from", "2026-03-10", "--to=2026-03-11", "--count", "7", "--text", "", "--texts",
                   "[a,b]", "--texts", "c", "--choice", "two"}),
            "");
  EXPECT_TRUE(flag);
  EXPECT_EQ(from, Day(2026, 3, 10));
  EXPECT_EQ(to, Day(2026, 3, 11));
  EXPECT_EQ(count, 7U);
  EXPECT_EQ(text, "");
  EXPECT_EQ(texts, (std::vector<std::string>{"[a,b]", "c"}));
  EXPECT_EQ(choice, 2);
}

TEST_F(DeclaredOptions, KeepTheirDefaultsIfAbsent) {
  EXPECT_EQ(parse({"--from", "2026-03-10"}), "");
  EXPECT_FALSE(flag);
  EXPECT_FALSE(to || count || text || choice);
  EXPECT_TRUE(texts.empty());
}

TEST_F(DeclaredOptions, NameEachMalformedValue) {
  const auto with = [&](std::vector<const char*> more) {
    more.insert(more.begin(), {"--from", "2026-03-10"});
    return parse(more);
  };
  EXPECT_EQ(parse({}), "reading the command line: --from is required");
  EXPECT_EQ(parse({"--from", "2026-02-30"}),
            "reading the command line: --from 2026-02-30: expected a date, YYYY-MM-DD");
  EXPECT_EQ(with({"--to", ""}), "reading the command line: --to : expected a date, YYYY-MM-DD");
  for (const char* number : {"-1", "x", "", "1.5", "1 ", "99999999999999999999"}) {
    EXPECT_EQ(with({"--count", number}),
              std::string("reading the command line: --count ") + number + ": expected a whole number, 0 or more");
  }
  EXPECT_EQ(with({"--choice", "three"}), "reading the command line: --choice three: must be one of one, two");
  EXPECT_EQ(with({"--text"}), "reading the command line: --text requires a value");
  EXPECT_EQ(with({"--to", "2026-01-01", "--to", "2026-01-02"}),
            "reading the command line: --to may be given only once");
}

TEST(CommandLine, AcceptsGlobalOptionsBeforeAndAfterTheCommand) {
  for (const auto& arguments :
       {std::vector<const char*>{"--config", "f", "--set", "a.b=c=d", "--log-format", "json", "migrate"},
        std::vector<const char*>{"migrate", "--config", "f", "--set", "a.b=c=d", "--log-format", "json"}}) {
    const auto read = invocation(arguments);
    EXPECT_EQ(read.config_path, "f");
    ASSERT_EQ(read.settings.size(), 1U);
    EXPECT_EQ(read.settings[0], (std::pair<std::string, std::string>{"a.b", "c=d"}));
    EXPECT_EQ(read.log_format, log::LogFormat::json);
  }
}

TEST(CommandLine, UnknownNamesAreReportedWithASuggestion) {
  EXPECT_EQ(error_of({"frobnicate"}), "reading the command line: unknown command \"frobnicate\"");
  EXPECT_EQ(error_of({"rum"}), "reading the command line: unknown command \"rum\"; did you mean \"run\"?");
  EXPECT_EQ(error_of({"rum", "--date", "2026-01-01"}),
            "reading the command line: unknown command \"rum\"; did you mean \"run\"?");
  EXPECT_EQ(error_of({"plan", "lst"}), "reading the command line: unknown command \"lst\"; did you mean \"list\"?");
  EXPECT_EQ(error_of({"run", "--dat=2026-01-01"}),
            "reading the command line: unknown option \"--dat\"; did you mean \"--date\"?");
  EXPECT_EQ(error_of({"run", "--log-leve", "info"}),
            "reading the command line: unknown option \"--log-leve\"; did you mean \"--log-level\"?");
  EXPECT_EQ(error_of({"backfill", "--form", "2026-01-01"}),
            "reading the command line: unknown option \"--form\"; did you mean \"--from\"?");
  EXPECT_EQ(error_of({"run", "extra"}), "reading the command line: unexpected argument \"extra\"");
  EXPECT_EQ(error_of({"\x1b[31m"}), "reading the command line: unknown command \"\\x1b[31m\"");
}

TEST(CommandLine, AMissingCommandIsAnError) {
  EXPECT_EQ(error_of({}), "reading the command line: no command given");
  EXPECT_EQ(error_of({"plan"}), "reading the command line: no command given after plan");
}

TEST(CommandLine, AnUnexpectedArgumentIsAnError) {
  for (const auto& arguments : {std::vector<const char*>{"backfill", "--from", "2026-01-01"},
                                {"--set", "x", "run"},
                                {"--log-level", "loud", "run"},
                                {"run", "--resend"},
                                {"plan", "show"},
                                {"plan", "export"},
                                {"run", "backfill", "--from", "2026-01-01", "--to", "2026-01-01"}}) {
    EXPECT_NE(error_of(arguments), "no error") << testing::PrintToString(arguments);
  }
}

TEST(CommandLine, ARangeThatEndsBeforeItBeginsIsAnError) {
  for (const char* command : {"backfill", "status"}) {
    EXPECT_EQ(error_of({command, "--from", "2026-01-02", "--to", "2026-01-01"}),
              "reading the command line: --to 2026-01-01 is before --from 2026-01-02");
  }
}

TEST(CommandLine, AnEmptyConfigurationPathIsNotAbsent) {
  EXPECT_EQ(invocation({"run", "--config", ""}).config_path, "");
  EXPECT_EQ(invocation({"run"}).config_path, std::nullopt);
}

TEST(CommandLine, AlsoReadsTheConfigurationPathFromTheEnvironment) {
  ASSERT_EQ(setenv("SENT_SOURCE_DATA_CONFIG", "of-environment", 1), 0);
  EXPECT_EQ(invocation({"run"}).config_path, "of-environment");
  EXPECT_EQ(invocation({"run", "--config", "f"}).config_path, "f");
  unsetenv("SENT_SOURCE_DATA_CONFIG");
}

TEST(CommandLine, NeverShowsAValueInTheWrongPlace) {
  for (const auto& arguments : {std::vector<const char*>{"--set", "sink.write_key:HUSH", "run"},
                                {"run", "sink.write_key=HUSH"},
                                {"run", "--sett=sink.write_key=HUSH"}}) {
    EXPECT_EQ(error_of(arguments).find("HUSH"), std::string::npos) << error_of(arguments);
  }
}

TEST(CommandLine, HelpAndVersionWorkInEveryCommand) {
  const auto help = std::get<cli::Notice>(parse({"--help"})).text;
  for (const auto& [code, meaning] : exit_codes) EXPECT_NE(help.find(meaning), std::string::npos) << meaning;
  EXPECT_NE(std::get<cli::Notice>(parse({"backfill", "--help"})).text.find("--resend"), std::string::npos);
  EXPECT_EQ(std::get<cli::Notice>(parse({"--version"})).text, "sent-source-data " SENT_VERSION "\n");
  EXPECT_EQ(std::get<cli::Notice>(parse({"run", "--version"})).text, "sent-source-data " SENT_VERSION "\n");
}

TEST(CommandLine, HelpSpeaksOfCommandsAndArguments) {
  EXPECT_NE(std::get<cli::Notice>(parse({"--help"})).text.find("[OPTIONS] COMMAND\n"), std::string::npos);
  EXPECT_NE(std::get<cli::Notice>(parse({"plan", "--help"})).text.find("\nCommands:\n"), std::string::npos);
  EXPECT_NE(std::get<cli::Notice>(parse({"plan", "show", "--help"})).text.find("\nArguments:\n"), std::string::npos);
}

}  // namespace
}  // namespace sent::tests
