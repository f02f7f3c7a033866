// SPDX-License-Identifier: Apache-2.0

#include "log/log.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

namespace sent::tests {
namespace {

std::string logged(log::LogFormat format, log::LogLevel level, const std::function<void(log::Log&)>& work) {
  testing::internal::CaptureStderr();
  {
    log::Log log(format, level);
    work(log);
  }
  return testing::internal::GetCapturedStderr();
}

TEST(Log, WritesTextWithFieldsOnOneLine) {
  const auto line = logged(log::LogFormat::text, log::LogLevel::info, [](log::Log& log) {
    log.info("day delivered", {{"day", "2026-03-10"}, {"events", 3}, {"slug", "a \"b\""}, {"empty", ""}});
  });
  EXPECT_EQ(line.substr(25), "info  day delivered day=2026-03-10 events=3 slug=\"a \\\"b\\\"\" empty=\"\"\n");
  EXPECT_EQ(line[23], 'Z');
}

TEST(Log, EscapesHostileFields) {
  const auto text = logged(log::LogFormat::text, log::LogLevel::info, [](log::Log& log) {
    log.warn("odd", {{"slug", "x\nerror forged\x1b[31m"}});
  });
  EXPECT_EQ(std::ranges::count(text, '\n'), 1);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Log, QuotesAndEscapesAmbiguousText) {
  const auto line = logged(log::LogFormat::text, log::LogLevel::info, [](log::Log& log) {
    log.info("odd", {{"path", R"(C:\n x\)"}, {"csi", "\xc2\x9b[m"}, {"letter", "\xc3\x9b"}, {"bell", "\a"}});
  });
  EXPECT_EQ(line.substr(25),
            std::string(R"(info  odd path="C:\\n x\\" csi=\x9b[m letter=)") + "\xc3\x9b" + R"( bell=\x07)" + "\n");
}

TEST(Log, IndentsTheContinuationLinesOfAMessage) {
  const auto text = logged(log::LogFormat::text, log::LogLevel::info, [](log::Log& log) {
    log.error("first\n  second\n2026-11-24T00:00:00.000Z info  forged", {{"n", 1}});
  });
  EXPECT_EQ(text.substr(25), "error first\n  second\n  2026-11-24T00:00:00.000Z info  forged n=1\n");
}

TEST(Log, WritesJsonThatParses) {
  const auto line = logged(log::LogFormat::json, log::LogLevel::info, [](log::Log& log) {
    log.error("failed\n", {{"n", 2}, {"seconds", 0.5}, {"slug", "\xff\n\x1b"}});
  });
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  const auto record = nlohmann::json::parse(line);
  EXPECT_EQ(record["level"], "error");
  EXPECT_EQ(record["message"], "failed\n");
  EXPECT_EQ(record["n"], 2);
  EXPECT_EQ(record["seconds"], 0.5);
}

TEST(Log, CutsLongTexts) {
  for (const log::LogFormat format : {log::LogFormat::text, log::LogFormat::json}) {
    const auto line = logged(format, log::LogLevel::info, [](log::Log& log) {
      log.error(std::string(1'000'000, 'x'),
                {{"slug", std::string(1'000'000, 'y')}, {"hint", std::string(1'000'000, 'z')}});
    });
    EXPECT_LT(line.size(), 50'000U);
    EXPECT_EQ(std::ranges::count(line, 'y'), 16 * 1024);
  }
}

TEST(Log, WritesJsonWithoutControlSequences) {
  const auto line = logged(log::LogFormat::json, log::LogLevel::info, [](log::Log& log) {
    log.info("odd", {{"slug", "\xc2\x9b\x7f\xe2\x80\xae"}});
  });
  EXPECT_NE(line.find(R"("slug":"\u009b\u007f\u202e")"), std::string::npos) << line;
}

TEST(Log, LeavesOutRecordsBelowItsLevel) {
  EXPECT_EQ(logged(log::LogFormat::text, log::LogLevel::warn, [](log::Log& log) { log.info("quiet"); }), "");
  EXPECT_EQ(logged(log::LogFormat::text, log::LogLevel::off, [](log::Log& log) { log.error("quiet"); }), "");
}

}  // namespace
}  // namespace sent::tests
