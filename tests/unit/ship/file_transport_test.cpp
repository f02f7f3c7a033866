// SPDX-License-Identifier: Apache-2.0

#include "ship/file/file_transport.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "model/failure.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/samples/sample_batch.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

std::string sample_events(int first, int last) {
  std::string lines;
  for (int i = first; i <= last; ++i) lines += sample_event(i) + "\n";
  return lines;
}

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
    return ship::file::make_file_transports(sink);
  }

  [[nodiscard]] unsigned permissions() const {
    struct stat about {};
    EXPECT_EQ(::stat(path.c_str(), &about), 0);
    return about.st_mode & 0777U;
  }
  [[nodiscard]] std::ptrdiff_t files_in_folder() const {
    return std::distance(std::filesystem::directory_iterator(directory.path()), {});
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

// A process that a signal kills in the middle of a write: the file may grow by only `bytes`.
void append_and_be_killed(const ship::TransportFactory& transports, std::size_t size, std::size_t bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit no_core{0, 0};
    const rlimit small{size + bytes, size + bytes};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::setrlimit(RLIMIT_FSIZE, &small);
    (void)transports()->post(sample_batch(2, 3), {});
    ::_exit(0);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ) << status;
}

struct KilledFileTransport : FileTransportTest {
  KilledFileTransport() {
    write(before);
    append_and_be_killed(factory(), before.size(), half);
    EXPECT_EQ(content().size(), before.size() + half) << "torn";
  }

  std::string before = sample_events(1, 20);
  std::size_t half = sample_event(2).size() + 20;
};

TEST_F(KilledFileTransport, LeavesHalfABatchThatTheNextOneCutsOff) {
  (void)factory()()->post(sample_batch(4, 4), {});
  EXPECT_EQ(content(), before + sample_event(4) + "\n");
  EXPECT_EQ(files_in_folder(), 1);
}

// The other program wrote behind the half batch: then it stays, although a line of it is torn.
TEST_F(KilledFileTransport, LosesNothingOfAProgramThatWroteBehindIt) {
  const std::string torn = content() + "not ours\n";
  write(torn);
  (void)factory()()->post(sample_batch(4, 4), {});
  EXPECT_EQ(content(), torn + sample_event(4) + "\n");
}

TEST_F(KilledFileTransport, IsRepairedByAProcessThatHadTheFileOpenBefore) {
  std::filesystem::remove(path);
  std::filesystem::remove(path + ".sent-source-data");
  write(before);
  const auto transport = factory()();
  append_and_be_killed(factory(), before.size(), half);
  (void)transport->post(sample_batch(4, 4), {});
  EXPECT_EQ(content(), before + sample_event(4) + "\n");
}

TEST_F(FileTransportTest, KeepsAnUnfinishedLineOfAnotherProgram) {
  for (const std::string text : {R"({"type":"track","mess)", "{", "not ours", "{}\n{\"type\":\"track\"}"}) {
    write(text);
    const Failure failure = failure_of([&] { (void)factory(); });
    EXPECT_EQ(failure.code(), ExitCode::usage);
    EXPECT_EQ(content(), text);
    EXPECT_EQ(std::string(failure.what()),
              "opening sink.path " + path + ": its last line has no end, and another program may still be writing it");
  }
}

// Events contain what users are called.
TEST_F(FileTransportTest, MakesAFileThatOnlyItsOwnerReads) {
  (void)factory()()->post(sample_batch(1, 1), {});
  EXPECT_EQ(permissions(), 0600U);
  ::chmod(path.c_str(), 0640);
  (void)factory()()->post(sample_batch(1, 1), {});
  EXPECT_EQ(permissions(), 0640U) << "of a file that exists they stay";
}

TEST_F(FileTransportTest, FollowsNoLinkToAFile) {
  const std::string victim = directory.file("victim");
  for (const bool dangling : {false, true}) {
    if (!dangling) std::ofstream(victim) << "theirs\n";
    std::filesystem::remove(path);
    std::filesystem::create_symlink(dangling ? directory.file("nowhere") : victim, path);
    const Failure failure = failure_of([&] { (void)factory(); });
    EXPECT_EQ(std::string(failure.what()), "opening sink.path " + path + ": it is a symbolic link");
  }
  EXPECT_FALSE(std::filesystem::exists(directory.file("nowhere")));
}

TEST_F(FileTransportTest, FollowsALinkToItsFolder) {
  std::filesystem::create_directory(directory.file("real"));
  std::filesystem::create_directory_symlink(directory.file("real"), directory.file("link"));
  path = directory.file("link/events.ndjson");
  EXPECT_TRUE(std::holds_alternative<http::Reply>(factory()()->post(sample_batch(1, 1), {})));
  EXPECT_TRUE(std::filesystem::exists(directory.file("real/events.ndjson")));
}

// One that is called like the journal, too.
TEST_F(FileTransportTest, LeavesFilesOfOtherProgramsAlone) {
  std::ofstream(path + ".sent-source-data") << "not a journal";
  EXPECT_TRUE(std::holds_alternative<http::Reply>(factory()()->post(sample_batch(1, 1), {})));
  std::ostringstream kept;
  kept << std::ifstream(path + ".sent-source-data").rdbuf();
  EXPECT_EQ(kept.str(), "not a journal");
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

}  // namespace
}  // namespace sent::tests
