// SPDX-License-Identifier: Apache-2.0

// What a person at a terminal sees of a run, and what the log contains.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <thread>

#include "support/database/held_relation.hpp"
#include "support/program/job.hpp"
#include "support/program/terminal.hpp"

namespace sent::tests {
namespace {

struct ProgressDisplay : testing::Test {
  ProgressDisplay() {
    database.load_sample(sample_day);
    receiver.set_handler([](int, const nlohmann::json&) {
      ScriptedAnswer answer;
      answer.delay = std::chrono::milliseconds{150};
      answer.takes_events = true;
      return answer;
    });
  }
  Arguments with_settings(Arguments arguments) {
    for (const std::string& setting : {"database.url=" + database.url(), std::string("sink.preset=custom"),
                                       "sink.url=" + receiver.url(), std::string("sink.write_key=test-key"),
                                       std::string("sink.max_batch_events=10"), std::string("sink.concurrency=1")}) {
      arguments.insert(arguments.end(), {"--set", setting});
    }
    return arguments;
  }
  ProgramResult run(int columns, const Arguments& more = {}, const Environment& environment = {}) {
    Arguments arguments = with_settings({"run", "--date", sample_day});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_on_terminal(arguments, columns, environment);
  }

  TestDatabase database;
  Receiver receiver;
};

TEST_F(ProgressDisplay, IsALineThatIsRedrawn) {
  const auto result = run(120);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const std::regex line("\r\x1b\\[K2026-03-10  sending  \\[=* *\\] +[0-9]+%  [0-9]+ of 51 events");
  EXPECT_TRUE(std::regex_search(result.err, line)) << result.err;
  EXPECT_EQ(result.err.find("progress "), std::string::npos) << "it is no record";
  // Records are on separate lines, and the line of progress is gone at the end.
  EXPECT_TRUE(std::regex_search(result.err, std::regex("\r\n20[^\r\n]* finished planned=51 [^\r\n]*\r\n$")))
      << result.err;
}

TEST_F(ProgressDisplay, IsNoWiderThanTheTerminal) {
  const auto result = run(40);
  const std::regex drawn("\r\x1b\\[K(2026-03-10  [^\r\n\x1b]*)");
  int lines = 0;
  for (std::sregex_iterator match(result.err.begin(), result.err.end(), drawn), end; match != end; ++match, ++lines) {
    EXPECT_LT((*match)[1].length(), 40) << (*match)[1];
  }
  EXPECT_GT(lines, 0) << result.err;
}

TEST_F(ProgressDisplay, HasNoColourWithNoColor) {
  EXPECT_NE(run(120).err.find("\x1b[2minfo "), std::string::npos);
  EXPECT_EQ(run(120, {}, {{"NO_COLOR", "1"}}).err.find("\x1b[2m"), std::string::npos);
}

TEST_F(ProgressDisplay, ShowsTheRejectedEventsLeftInAReplay) {
  database.exec("insert into owner_members select 'w-acme', 'bad-' || i, null, null from generate_series(1, 5) i");
  const auto answers = [](bool refusing) {
    return [refusing](int, const nlohmann::json& body) -> std::optional<ScriptedAnswer> {
      ScriptedAnswer answer;
      if (!refusing) answer.delay = std::chrono::milliseconds{150};
      answer.takes_events = true;
      for (const auto& event : body["batch"]) {
        if (refusing && event["userId"].get<std::string>().starts_with("bad-"))
          answer = {.status = 422, .body = "", .headers = {}};
      }
      return answer;
    };
  };
  receiver.set_handler(answers(true));
  ASSERT_EQ(run(120).exit_code, 3);
  receiver.set_handler(answers(false));
  const auto result = run_on_terminal(with_settings({"replay"}), 120);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const std::regex line("\r\x1b\\[K2026-03-10  sending  \\[=* *\\] +[0-9]+%  [0-9]+ of 80 events");
  EXPECT_TRUE(std::regex_search(result.err, line)) << result.err;
}

const Arguments two_days_dry{"backfill", "--from", "2026-03-09", "--to", sample_day, "--dry-run"};

// The read is blocked until the line is there.
TEST_F(ProgressDisplay, ShowsTheDayAndTheStepOfADryRun) {
  HeldRelation held(database, "source_calls");
  held.hold(database.url());
  const auto result =
      run_on_terminal(with_settings(two_days_dry), StandardOutput::nowhere, [&](std::string_view shown) {
        if (shown.find("reading") != std::string_view::npos) held.release();
      });
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("\r\x1b[K2026-03-09  day 1 of 2  reading  0 events"), std::string::npos) << result.err;
}

// The read is blocked for longer than it takes to draw a line.
TEST_F(ProgressDisplay, DoesNotMixWithTheEventsOfADryRun) {
  HeldRelation held(database, "source_calls");
  held.hold(database.url());
  std::jthread release([&] {
    EXPECT_TRUE(held.wait_for_reader(std::chrono::seconds{1}));
    held.release();
  });
  const auto result =
      run_on_terminal(with_settings(two_days_dry), StandardOutput::same_terminal, [](std::string_view) {});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("\"event\":\"Sent Source Data\""), std::string::npos);
  EXPECT_EQ(result.err.find("\r\x1b[K"), std::string::npos) << result.err;
}

TEST_F(ProgressDisplay, IsAbsentFromJsonAndQuietLogs) {
  for (const Arguments& more :
       {Arguments{"--log-format", "json"}, Arguments{"--log-level", "warn"}, Arguments{"--log-level", "off"}}) {
    EXPECT_EQ(run(120, more).err.find("\x1b[K"), std::string::npos);
  }
}

TEST_F(ProgressDisplay, HasNoEscapesWithoutATerminal) {
  const auto result = Job(database).to(receiver)({"run", "--date", sample_day}, {{"TERM", "xterm"}});
  EXPECT_EQ(result.err.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace sent::tests
