// SPDX-License-Identifier: Apache-2.0

#include "io/descriptors.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "model/failure.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

struct Descriptors : testing::Test {
  Descriptors() { ::getrlimit(RLIMIT_NOFILE, &before); }
  ~Descriptors() override { ::setrlimit(RLIMIT_NOFILE, &before); }
  static rlim_t soft_limit() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
  }
  void set_soft_limit(rlim_t soft) const {
    const rlimit limit{soft, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
  }

  rlimit before{};
};

TEST_F(Descriptors, ThatAreAllowedChangeNothing) {
  set_soft_limit(100);
  io::require_descriptors(20, "a test");
  EXPECT_EQ(soft_limit(), 100U);
}

TEST_F(Descriptors, TheSoftLimitIsRaisedAsFarAsNeeded) {
  set_soft_limit(30);
  io::require_descriptors(60, "a test");
  EXPECT_GE(soft_limit(), 60U);
  EXPECT_LE(soft_limit(), 90U);
}

// In a process of its own, because a hard limit cannot be raised again.
[[noreturn]] void require_more_than_allowed() {
  const rlimit limit{30, 30};
  ::setrlimit(RLIMIT_NOFILE, &limit);
  const Failure failure = failure_of([] { io::require_descriptors(30, "a test"); });
  std::fprintf(stderr, "%d %s; %s\n", static_cast<int>(failure.code()), failure.what(),
               failure.hint().value_or("").c_str());
  ::_exit(0);
}

TEST_F(Descriptors, MoreThanTheHardLimitAreRefusedWithWhatToDo) {
  EXPECT_EXIT(require_more_than_allowed(), testing::ExitedWithCode(0),
              "2 opening files and connections for a test: 30 more are needed, and the process may open .* more .its "
              "limit is 30.; allow more open files .*ulimit -n.* or lower sink.concurrency");
}

TEST_F(Descriptors, ThatAreMissingLaterNameTheAttempt) {
  EXPECT_TRUE(io::is_descriptor_limit(EMFILE));
  const Failure failure = failure_of([] { io::report_missing_descriptors("connecting to host", EMFILE); });
  EXPECT_EQ(std::string(failure.what()), "connecting to host: Too many open files");
}

}  // namespace
}  // namespace sent::tests
