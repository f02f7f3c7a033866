// SPDX-License-Identifier: Apache-2.0

#include "io/standard_output.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "model/failure.hpp"

namespace sent::tests {
namespace {

struct Pipe {
  Pipe() { EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0); }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_end(int end) {
    if (ends[end] >= 0) close(ends[end]);
    ends[end] = -1;
  }

  int ends[2] = {-1, -1};
};

std::string read_all(int descriptor) {
  std::string all;
  char block[4096];
  for (ssize_t size; (size = read(descriptor, block, sizeof block)) > 0;) all.append(block, static_cast<size_t>(size));
  return all;
}

std::string error_of(io::StandardOutput& out) {
  try {
    out.print("text");
    out.flush();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::unexpected);
    return failure.what();
  }
  return "no error";
}

TEST(StandardOutput, WritesEverythingInOrder) {
  Pipe pipe;
  std::string received;
  std::thread reader([&] { received = read_all(pipe.ends[0]); });
  io::StandardOutput out(pipe.ends[1]);
  std::string expected;
  for (const std::size_t size : {1U, 70'000U, 3U, 65'536U, 0U, 200'000U, 40'000U, 40'000U}) {
    const std::string text(size, static_cast<char>('a' + expected.size() % 26));
    out.print(text);
    expected += text;
  }
  out.flush();
  pipe.close_end(1);
  reader.join();
  EXPECT_EQ(received, expected);
}

TEST(StandardOutput, WaitsForANonBlockingDescriptor) {
  Pipe pipe;
  ASSERT_EQ(fcntl(pipe.ends[1], F_SETFL, O_NONBLOCK), 0);
  std::string received;
  std::thread reader([&] { received = read_all(pipe.ends[0]); });
  io::StandardOutput out(pipe.ends[1]);
  out.print(std::string(1'000'000, 'x'));
  pipe.close_end(1);
  reader.join();
  EXPECT_EQ(received.size(), 1'000'000U);
}

TEST(StandardOutput, FailsWhenItIsFull) {
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  io::StandardOutput out(full);
  EXPECT_EQ(error_of(out), "writing to standard output: No space left on device");
  EXPECT_NO_THROW(out.flush()) << "it has reported the text that it could not write";
  close(full);
}

TEST(StandardOutput, FailsWhenItsReaderIsGone) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.close_end(0);
  io::StandardOutput out(pipe.ends[1]);
  EXPECT_EQ(error_of(out), "writing to standard output: Broken pipe");
  std::signal(SIGPIPE, before);
}

TEST(StandardOutput, FailsWhenItIsClosed) {
  const int unwritable = open("/dev/null", O_RDONLY | O_CLOEXEC);
  io::StandardOutput out(unwritable);
  EXPECT_EQ(error_of(out), "writing to standard output: it is closed");
  close(unwritable);
}

}  // namespace
}  // namespace sent::tests
