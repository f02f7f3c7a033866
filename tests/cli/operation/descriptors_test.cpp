// SPDX-License-Identifier: Apache-2.0

// A machine that allows the program fewer open files than it needs.

#include <gtest/gtest.h>

#include "support/program/job.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"backfill", "--from", sample_day, "--to", sample_day, "--resend"};

std::vector<std::string> limited_to(int files) { return {"/usr/bin/prlimit", "--nofile=" + std::to_string(files)}; }

struct Descriptors : testing::Test {
  Descriptors() { database.load_sample(sample_day); }
  // Many requests, so that each sender has a connection.
  ProgramResult run_with(int files) {
    return Job(database)
        .to(receiver.url("localhost"))
        .set("sink.max_batch_events", "1")
        .launch(run_day, limited_to(files));
  }

  TestDatabase database;
  Receiver receiver;
};

TEST_F(Descriptors, ThirtyTwoAreEnoughForTheDefaultConcurrency) {
  const auto result = run_with(32);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_GT(receiver.connections(), 1);
}

TEST_F(Descriptors, EndTheRunAtItsStartIfThereAreTooFew) {
  for (const int files : {16, 20, 24}) {
    const auto result = run_with(files);
    EXPECT_EQ(result.exit_code, 2) << files << result.err;
    EXPECT_NE(result.err.find("opening files and connections for 8 requests in flight: "), std::string::npos)
        << files << result.err;
    EXPECT_NE(result.err.find("ulimit -n"), std::string::npos) << result.err;
  }
  EXPECT_EQ(receiver.connections(), 0);
}

}  // namespace
}  // namespace sent::tests
