// SPDX-License-Identifier: Apache-2.0

// A machine that allows the program fewer threads than it needs.

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "support/program/job.hpp"
#include "support/servers/server_commands.hpp"
#include "support/suite/effort.hpp"

namespace sent::tests {
namespace {

constexpr int enough = 40;

// A separate user, because the kernel counts threads by user and does not limit root.
std::vector<std::string> limited_to(int threads) {
  return {"/usr/bin/setpriv", "--reuid=63111", "--regid=63111",
          "--clear-groups",   "prlimit",       "--nproc=" + std::to_string(threads)};
}

TEST(Threads, EndTheRunWithAMessageIfTheyCannotStart) {
  if (getuid() != 0) GTEST_SKIP() << "changing to a user with a limit of its own needs root";
  if (!succeeds("setpriv --reuid=63111 --regid=63111 --clear-groups test -x " + shell_word(tested_program())))
    GTEST_SKIP() << "another user may not enter the folder of the program";
  if (is_sanitized()) GTEST_SKIP() << "a sanitizer starts threads of its own";
  TestDatabase database;
  database.load_sample(sample_day);
  Receiver receiver;
  const Job job = Job(database).to(receiver).set("sink.concurrency", "3");
  int threads = 1;
  for (; threads < enough; ++threads) {
    const auto result = job.launch({"run", "--date", sample_day}, limited_to(threads));
    if (result.exit_code == 0) break;
    EXPECT_EQ(result.exit_code, 1) << result.err;
    EXPECT_NE(result.err.find("starting a thread for "), std::string::npos) << threads << ": " << result.err;
    EXPECT_NE(result.err.find("TasksMax"), std::string::npos) << threads << ": " << result.err;
  }
  EXPECT_GE(threads, 6) << "the main thread, one for signals and leases each, and three that send";
  EXPECT_LT(threads, enough) << "the run is complete once there are enough";
  EXPECT_EQ(database.value("select count(*) from sent_source_data.chunks where worker is not null"), "0");
}

}  // namespace
}  // namespace sent::tests
