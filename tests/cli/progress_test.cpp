// What a person at a terminal sees of a run, and what a log has of it.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "support/job.hpp"
#include "support/terminal.hpp"

namespace sent {
namespace {

struct OnATerminal : testing::Test {
  OnATerminal() {
    database.load_sample(sample_day);
    receiver.set_handler([](int, const nlohmann::json&) {
      ScriptedAnswer answer;
      answer.delay = std::chrono::milliseconds{150};
      answer.takes_events = true;
      return answer;
    });
  }
  ProgramResult run(int columns, const Arguments& more = {}, const Environment& environment = {}) {
    Arguments arguments{"run", "--date", sample_day, "--set", "database.url=" + database.url(), "--set", "sink.preset=custom", "--set",
                        "sink.url=" + receiver.url(), "--set", "sink.write_key=test-key", "--set", "sink.max_batch_events=10",
                        "--set", "sink.concurrency=1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_on_terminal(arguments, columns, environment);
  }

  TestDatabase database;
  Receiver receiver;
};

TEST_F(OnATerminal, ALineIsRedrawnWhileTheRunSends) {
  const auto result = run(120);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const std::regex line("\r\x1b\\[K2026-03-10  sending  \\[=* *\\] +[0-9]+%  [0-9]+ of 51 events");
  EXPECT_TRUE(std::regex_search(result.err, line)) << result.err;
  EXPECT_EQ(result.err.find("progress "), std::string::npos) << "it is no record";
  // Records stand on lines of their own, and nothing is left of the line at the end.
  EXPECT_TRUE(std::regex_search(result.err, std::regex("\r\n20[^\r\n]* finished planned=51 [^\r\n]*\r\n$"))) << result.err;
}

TEST_F(OnATerminal, TheLineIsNoWiderThanTheTerminal) {
  const auto result = run(40);
  const std::regex drawn("\r\x1b\\[K(2026-03-10  [^\r\n\x1b]*)");
  int lines = 0;
  for (std::sregex_iterator match(result.err.begin(), result.err.end(), drawn), end; match != end; ++match, ++lines) {
    EXPECT_LT((*match)[1].length(), 40) << (*match)[1];
  }
  EXPECT_GT(lines, 0) << result.err;
}

TEST_F(OnATerminal, ColourIsForPeopleWhoWantIt) {
  EXPECT_NE(run(120).err.find("\x1b[2minfo "), std::string::npos);
  EXPECT_EQ(run(120, {}, {{"NO_COLOR", "1"}}).err.find("\x1b[2m"), std::string::npos);
}

TEST_F(OnATerminal, JsonAndQuietLogsAreLeftAlone) {
  for (const Arguments& more : {Arguments{"--log-format", "json"}, Arguments{"--log-level", "warn"}, Arguments{"--log-level", "off"}}) {
    EXPECT_EQ(run(120, more).err.find('\x1b'), std::string::npos);
  }
}

TEST_F(OnATerminal, WithoutOneThereIsNoEscapeAtAll) {
  const auto result = Job(database).to(receiver)({"run", "--date", sample_day}, {{"TERM", "xterm"}});
  EXPECT_EQ(result.err.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace sent
