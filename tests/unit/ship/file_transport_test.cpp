// SPDX-License-Identifier: Apache-2.0

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include "model/failure.hpp"
#include "ship/transport.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/samples/sample_batch.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

struct FileTransportTest : testing::Test {
  void write(const std::string& text) const { std::ofstream(path, std::ios::binary) << text; }
  [[nodiscard]] std::string content() const {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
  [[nodiscard]] ship::TransportFactory factory() const {
    config::Config::Sink sink;
    sink.path = path;
    return ship::make_file_transports(sink);
  }

  TemporaryDirectory directory;
  std::string path = directory.file("events.ndjson");
};

TEST_F(FileTransportTest, AppendsOneLineForEachEvent) {
  write("{\"type\":\"track\"}\n");
  const http::Answer answer = factory()()->post(sample_batch(1, 2), {});
  EXPECT_EQ(std::get<http::Reply>(answer).status, 200);
  EXPECT_EQ(content(), "{\"type\":\"track\"}\n" + sample_event(1) + "\n" + sample_event(2) + "\n");
}

TEST_F(FileTransportTest, CutsOffATornEvent) {
  const std::string whole = sample_event(1) + "\n";
  const std::string long_tail = R"({"type":"track","x":")" + std::string(200'000, 'x');
  for (const std::string& tail : {std::string(R"({"type":"track","mess)"), std::string("{\"ty"), long_tail}) {
    write(whole + tail);
    (void)factory()()->post(sample_batch(2, 2), {});
    EXPECT_EQ(content(), whole + sample_event(2) + "\n");
  }
}

TEST_F(FileTransportTest, KeepsALastLineThatIsNotAnEvent) {
  write("not ours");
  EXPECT_THROW((void)factory(), Failure);
  EXPECT_EQ(content(), "not ours");
}

TEST_F(FileTransportTest, AFileThatCannotBeOpenedIsAUsageFailure) {
  path = directory.file("no/such/directory");
  EXPECT_THROW((void)factory(), Failure);
}

TEST_F(FileTransportTest, APipeWithoutAReaderIsAUsageFailure) {
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const Failure failure = failure_of([&] { (void)factory(); });
  EXPECT_EQ(failure.code(), ExitCode::usage);
  EXPECT_EQ(std::string(failure.what()), "opening sink.path " + path + ": nothing reads from it");
  EXPECT_EQ(failure.hint(), "start the reader of the pipe, then run again");
}

TEST_F(FileTransportTest, WritesToAPipeThatHasAReader) {
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  const http::Answer answer = factory()()->post(sample_batch(1, 1), {});
  EXPECT_EQ(std::get<http::Reply>(answer).status, 200);
  std::string received(2 * sample_event(1).size(), '\0');
  const ssize_t size = ::read(reader, received.data(), received.size());
  ::close(reader);
  ASSERT_GT(size, 0);
  EXPECT_EQ(received.substr(0, static_cast<std::size_t>(size)), sample_event(1) + "\n");
}

TEST_F(FileTransportTest, AStopEndsTheWaitForASlowReader) {
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  std::stop_source stop;
  const encode::Batch more_than_a_pipe_keeps = sample_batch(1, 3000);
  std::jthread stopper([&] {
    pollfd filled{reader, POLLIN, 0};
    EXPECT_EQ(::poll(&filled, 1, -1), 1);
    stop.request_stop();
  });
  const http::Answer answer = factory()()->post(more_than_a_pipe_keeps, stop.get_token());
  EXPECT_EQ(std::get<http::NoReply>(answer).what, "writing to " + path + ": stopped while the reader read nothing");
  stopper.join();
  ::close(reader);
}

TEST_F(FileTransportTest, AStopEndsTheWaitForALockOfAnotherProcess) {
  write(sample_event(1) + "\n");
  const int other = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  const auto transport = factory()();
  std::stop_source stop;
  std::optional<http::Answer> answer;
  std::jthread worker([&] { answer = transport->post(sample_batch(2, 2), stop.get_token()); });
  stop.request_stop();
  worker.join();
  EXPECT_TRUE(std::holds_alternative<http::NoReply>(answer.value()));
  EXPECT_EQ(content(), sample_event(1) + "\n");
  ::close(other);
  EXPECT_TRUE(std::holds_alternative<http::Reply>(transport->post(sample_batch(2, 2), {})));
}

TEST_F(FileTransportTest, AFullDiskIsUnwritable) {
  path = "/dev/full";
  const http::Answer answer = factory()()->post(sample_batch(1, 1), {});
  EXPECT_EQ(std::get<http::NoReply>(answer).kind, http::NoReply::Kind::unwritable);
  EXPECT_EQ(std::get<http::NoReply>(answer).what, "writing to /dev/full: No space left on device");
}

TEST_F(FileTransportTest, LeavesNoTornLineWhenTheFileCannotGrow) {
  const auto transport = factory()();
  (void)transport->post(sample_batch(1, 1), {});
  const std::string before = content();
  rlimit old{};
  ::getrlimit(RLIMIT_FSIZE, &old);
  const rlimit small{before.size() + 20, old.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  const http::Answer answer = transport->post(sample_batch(2, 9), {});
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);
  EXPECT_TRUE(std::holds_alternative<http::NoReply>(answer));
  EXPECT_EQ(content(), before);
}

TEST_F(FileTransportTest, WorkersDoNotMixTheirLines) {
  const ship::TransportFactory transports = factory();
  const std::string batch_text = sample_event(1) + "\n" + sample_event(2) + "\n";
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < 4; ++i) {
      workers.emplace_back([transport = std::shared_ptr<ship::Transport>(transports())] {
        for (int k = 0; k < 5; ++k) (void)transport->post(sample_batch(1, 2), {});
      });
    }
  }
  std::string expected;
  for (int i = 0; i < 20; ++i) expected += batch_text;
  EXPECT_EQ(content(), expected);
}

// A worker that has the same file open must not append its first event to the half line.
TEST_F(FileTransportTest, CutsOffATornEventOfAnotherProcess) {
  const auto transport = factory()();
  (void)transport->post(sample_batch(1, 1), {});
  write(content() + R"({"type":"track","event":"Sent Sou)");
  (void)transport->post(sample_batch(2, 2), {});
  EXPECT_EQ(content(), sample_event(1) + "\n" + sample_event(2) + "\n");
}

}  // namespace
}  // namespace sent::tests
