// SPDX-License-Identifier: Apache-2.0

// A write key that is missing, in every way in which it can be.

#include <gtest/gtest.h>

#include <fstream>

#include "support/files/temporary_directory.hpp"
#include "support/program/job.hpp"

namespace sent::tests {
namespace {

struct MissingKey : testing::Test {
  MissingKey() {
    std::ofstream(directory.file("empty")) << "\n";
    std::ofstream(directory.file("blanks")) << "  \n";
  }

  // Without a database and a receiver: nothing may be asked before.
  static Arguments command(Arguments arguments, const std::string& preset, const Settings& settings) {
    const std::string path = preset == "jitsu" ? "/api/s/s2s/batch" : "/v1/batch";
    for (const std::string& setting : {"sink.preset=" + preset, "sink.url=http://127.0.0.1:1" + path,
                                       std::string("database.url=postgresql://127.0.0.1:1/x")})
      arguments.insert(arguments.end(), {"--set", setting});
    for (const auto& [name, value] : settings) arguments.insert(arguments.end(), {"--set", name + "=" + value});
    return arguments;
  }
  static void expect(const Arguments& arguments, const Environment& environment, const std::string& message) {
    const auto result = run_program(arguments, environment);
    const std::string said = result.out + result.err;
    EXPECT_NE(said.find(message), std::string::npos) << message << "\n" << said;
    // It goes on, with everything but the receiver.
    const bool is_check = arguments.front() == "check";
    EXPECT_EQ(result.exit_code, is_check && said.find("database \"x\"") != std::string::npos ? 4 : 2) << said;
    EXPECT_EQ(said.find(is_check ? "127.0.0.1:1/" : "127.0.0.1"), std::string::npos) << said;
  }

  const std::vector<Arguments> commands{{"run"},
                                        {"backfill", "--from", "2026-01-01", "--to", "2026-01-02"},
                                        {"replay"},
                                        {"check"},
                                        {"check", "--send-test-event"}};
  TemporaryDirectory directory;
};

TEST_F(MissingKey, IsReportedAsSuchByEveryCommandAndPreset) {
  const std::string missing = "sink.write_key is missing; set it";
  for (const Arguments& one : commands) {
    for (const auto* preset : {"segment-us", "segment-eu", "rudderstack", "jitsu"}) {
      expect(command(one, preset, {}), {}, missing);
      expect(command(one, preset, {{"sink.write_key", ""}}), {{"SEGMENT_WRITE_KEY", "0123456789"}}, missing);
      expect(command(one, preset, {}), {{"SEGMENT_WRITE_KEY", ""}}, missing);
    }
  }
}

TEST_F(MissingKey, MayBeOfBlanksOrInAnEmptyFile) {
  for (const Arguments& one : commands) {
    for (const auto* preset : {"segment-us", "segment-eu", "rudderstack", "jitsu", "custom"}) {
      expect(command(one, preset, {{"sink.write_key", " "}}), {}, "sink.write_key (from --set) is missing");
      expect(command(one, preset, {}), {{"SEGMENT_WRITE_KEY", " "}}, "(from environment SEGMENT_WRITE_KEY) is missing");
      expect(command(one, preset, {{"sink.write_key_file", directory.file("empty")}}), {}, "the file is empty");
      expect(command(one, preset, {{"sink.write_key_file", directory.file("blanks")}}), {}, "/blanks) is missing");
    }
  }
}

}  // namespace
}  // namespace sent::tests
