// SPDX-License-Identifier: Apache-2.0

// Each test has its own process, because a signal ends it.

#include "job/signals.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

#include "io/thread.hpp"
#include "program/last_resort.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

[[noreturn]] void end_with(bool held) { _exit(held ? 0 : 99); }

void raise_in_process(int signal) { kill(getpid(), signal); }

TEST(SignalsDeathTest, ASignalEndsTheProcessAtOnce) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const auto body = [&] {
      job::end_at_once_on_signals();
      raise_in_process(signal);
      end_with(false);
    };
    EXPECT_EXIT(body(), testing::ExitedWithCode(128 + signal), "");
  }
}

TEST(SignalsDeathTest, ASignalThatTheParentIgnoredOrBlockedEndsTheProcess) {
  const auto body = [] {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGTERM, SIG_IGN);
    job::end_at_once_on_signals();
    raise_in_process(SIGTERM);
    end_with(false);
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(128 + SIGTERM), "");
}

TEST(SignalsDeathTest, ASignalBeforeARunIsRecordedEndsTheProcessAtOnce) {
  const auto body = [] {
    job::end_at_once_on_signals();
    job::RunStop run;
    const job::Signals signals(run);
    raise_in_process(SIGINT);
    end_with(false);
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(128 + SIGINT), "");
}

TEST(SignalsDeathTest, TheFirstSignalWhileARunIsRecordedRequestsAStop) {
  const auto body = [] {
    job::end_at_once_on_signals();
    job::RunStop run;
    job::Signals signals(run);
    signals.begin_recording();
    raise_in_process(SIGTERM);
    const bool stopped = eventually([&] { return signals.stop().stop_requested(); });
    end_with(stopped && signals.received() == SIGTERM);
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(0), "");
}

// The kernel gives a signal to any thread that does not block it.
TEST(SignalsDeathTest, AThreadThatStartedBeforeRecordingReceivesNoSignal) {
  const auto body = [] {
    job::end_at_once_on_signals();
    const auto until_stopped = [](const std::stop_token& stop) {
      (void)eventually([&] { return stop.stop_requested(); });
    };
    const auto thread = io::start_thread("a test", until_stopped);
    job::RunStop run;
    job::Signals signals(run);
    signals.begin_recording();
    raise_in_process(SIGTERM);
    end_with(eventually([&] { return signals.stop().stop_requested(); }));
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(0), "");
}

TEST(SignalsDeathTest, TheSecondSignalEndsTheProcessAtOnce) {
  const auto body = [] {
    job::end_at_once_on_signals();
    job::RunStop run;
    job::Signals signals(run);
    signals.begin_recording();
    raise_in_process(SIGTERM);
    (void)eventually([&] { return signals.received() != 0; });
    raise_in_process(SIGINT);
    pause();
    end_with(false);
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(128 + SIGINT), "");
}

TEST(SignalsDeathTest, ASignalAfterARunIsRecordedEndsTheProcessAtOnce) {
  const auto body = [] {
    job::end_at_once_on_signals();
    {
      job::RunStop run;
      job::Signals signals(run);
      signals.begin_recording();
    }
    raise_in_process(SIGTERM);
    end_with(false);
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(128 + SIGTERM), "");
}

// Another process sends the signal at some moment while recording begins and ends.
TEST(SignalsDeathTest, NoSignalIsLostWhileRecordingBeginsAndEnds) {
  for (int round = 0; round < 100; ++round) {
    const auto body = [round] {
      job::end_at_once_on_signals();
      const pid_t sender = fork();
      if (sender == 0) {
        for (int spin = 0; spin < round * 20; ++spin) (void)getppid();
        kill(getppid(), SIGTERM);
        _exit(0);
      }
      std::stop_token stop;
      {
        job::RunStop run;
        job::Signals signals(run);
        signals.begin_recording();
        stop = signals.stop();
      }
      waitpid(sender, nullptr, 0);
      end_with(stop.stop_requested());
    };
    const auto stopped_or_ended = [](int status) {
      return WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 128 + SIGTERM);
    };
    EXPECT_EXIT(body(), stopped_or_ended, "");
  }
}

TEST(SignalsDeathTest, AnExceptionInACallbackOfTheStopEndsTheProcessWith1) {
  const auto body = [] {
    program::end_on_uncaught_exceptions();
    job::end_at_once_on_signals();
    job::RunStop run;
    job::Signals signals(run);
    signals.begin_recording();
    const std::stop_callback throwing(signals.stop(), [] { throw std::runtime_error("out of luck"); });
    raise_in_process(SIGTERM);
    pause();
    end_with(false);
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(1), "out of luck");
}

TEST(SignalsDeathTest, ABrokenPipeIsAnErrorAndNotASignal) {
  const auto body = [] {
    job::end_at_once_on_signals();
    int ends[2];
    if (pipe(ends) != 0 || close(ends[0]) != 0) end_with(false);
    end_with(write(ends[1], "x", 1) == -1 && errno == EPIPE);
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace sent::tests
