// SPDX-License-Identifier: Apache-2.0

// What is true for every command from its first instruction to its last: output, descriptors, signals.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "program/registry.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/job.hpp"
#include "support/servers/raw_server.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

constexpr int closed = -1;

// The exit code of the program with these descriptors as 0, 1 and 2.
int exit_code_with(const std::array<int, 3>& descriptors, Arguments arguments) {
  arguments.insert(arguments.begin(), tested_program());
  std::vector<char*> pointers;
  for (auto& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const pid_t process = fork();
  if (process == 0) {
    for (int i = 0; i < 3; ++i) {
      if (descriptors[static_cast<std::size_t>(i)] == closed) close(i);
      if (descriptors[static_cast<std::size_t>(i)] != closed) dup2(descriptors[static_cast<std::size_t>(i)], i);
    }
    close_range(3, ~0U, 0);
    execv(pointers.front(), pointers.data());
    _exit(127);
  }
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(const std::string& path, int mode) : descriptor_(open(path.c_str(), mode | O_CLOEXEC, 0600)) {}
  ~Descriptor() { close(descriptor_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return descriptor_; }

 private:
  int descriptor_;
};

// The writing end of a pipe without a reader.
int broken_pipe() {
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  close(ends[0]);
  return ends[1];
}

struct Startup : testing::Test {
  Startup() { database.load_sample(sample_day); }

  Arguments with_settings(Arguments arguments) const {
    for (const auto& setting : {"database.url=" + database.url(), "sink.url=" + receiver.url(),
                                std::string("sink.preset=custom"), std::string("sink.write_key=test-key")}) {
      arguments.insert(arguments.end(), {"--set", setting});
    }
    return arguments;
  }

  TemporaryDirectory directory;
  TestDatabase database;
  Receiver receiver;
};

const std::vector<Arguments> commands_that_print{
    {"--help"},
    {"--version"},
    {"run", "--help"},
    {"plan", "list"},
    {"plan", "show", "Sent Source Data"},
    {"plan", "export", "--format", "markdown"},
    {"plan", "validate", SENT_ROOT "/docs/recipes.md"},
    {"status"},
    {"status", "--json"},
    {"status", "--html", "-"},
    {"check"},
    {"check", "--json"},
    {"run", "--date", sample_day, "--dry-run"},
    {"run", "--date", sample_day, "--dry-run", "--format", "pretty"},
    {"run", "--date", sample_day, "--dry-run", "--format", "batch"},
    {"run", "--date", sample_day, "--dry-run", "--format", "summary"},
};

TEST_F(Startup, EveryCommandFailsIfItsOutputIsFullOrClosedOrUnread) {
  const std::string log = directory.file("log");
  const Descriptor in("/dev/null", O_RDONLY), full("/dev/full", O_WRONLY), broken(broken_pipe());
  const std::vector<std::pair<int, std::string>> outputs{
      {full.number(), "No space left on device"}, {closed, "it is closed"}, {broken.number(), "Broken pipe"}};
  for (const Arguments& command : commands_that_print) {
    for (const auto& [output, reason] : outputs) {
      const Descriptor err(log, O_WRONLY | O_CREAT | O_TRUNC);
      const bool has_settings = command.front() != "--help" && command.front() != "--version";
      const auto arguments = has_settings ? with_settings(command) : command;
      EXPECT_EQ(exit_code_with({in.number(), output, err.number()}, arguments), 1) << testing::PrintToString(command);
      EXPECT_NE(content_of(log).find("writing to standard output: " + reason), std::string::npos)
          << testing::PrintToString(command) << content_of(log);
    }
  }
}

TEST_F(Startup, ARunWithoutDescriptorsDeliversTheDay) {
  EXPECT_EQ(exit_code_with({closed, closed, closed}, with_settings({"run", "--date", sample_day})), 0);
  EXPECT_EQ(receiver.events().size(), 51U);
}

TEST_F(Startup, TheLogDoesNotEndUpInAFileIfErrorOutputIsClosed) {
  const std::string events = directory.file("events.ndjson");
  const auto arguments = Arguments{"run",
                                   "--date",
                                   sample_day,
                                   "--set",
                                   "database.url=" + database.url(),
                                   "--set",
                                   "sink.preset=file",
                                   "--set",
                                   "sink.path=" + events};
  EXPECT_EQ(exit_code_with({closed, closed, closed}, arguments), 0);
  for (const auto& line : lines_of(content_of(events))) EXPECT_TRUE(line.starts_with("{\"type\":\"track\"")) << line;
}

TEST_F(Startup, ARunThatSendsToAClosedOutputFails) {
  const std::string log = directory.file("log");
  const Descriptor err(log, O_WRONLY | O_CREAT | O_TRUNC);
  const Arguments arguments{"run",   "--date",           sample_day, "--set",      "database.url=" + database.url(),
                            "--set", "sink.preset=file", "--set",    "sink.path=-"};
  EXPECT_EQ(exit_code_with({err.number(), closed, err.number()}, arguments), 2);
  EXPECT_NE(content_of(log).find("opening sink.path standard output: it is closed"), std::string::npos);
}

TEST_F(Startup, ACommandThatReadsClosedInputFails) {
  const Descriptor out("/dev/null", O_WRONLY);
  EXPECT_EQ(exit_code_with({closed, out.number(), out.number()}, {"plan", "validate", "-"}), 1);
}

// A command line for each command.
const std::map<std::string, Arguments> examples{
    {"run", {"run"}},          {"backfill", {"backfill", "--from", sample_day, "--to", sample_day}},
    {"replay", {"replay"}},    {"status", {"status"}},
    {"migrate", {"migrate"}},  {"check", {"check"}},
    {"plan", {"plan", "list"}}};

TEST(Commands, EachHasAnExample) {
  for (const auto& command : program::make_commands()) EXPECT_TRUE(examples.contains(command.line.name));
}

// When the FIFO has a reader, the program is reading its configuration.
int open_for_reader(const std::string& fifo) {
  int writer = -1;
  EXPECT_TRUE(eventually([&] { return (writer = open(fifo.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)) >= 0; }));
  return writer;
}

TEST(Signals, EndEveryCommandAtOnceWhileItReadsItsConfiguration) {
  const TemporaryDirectory directory;
  const std::string fifo = directory.file("config.toml");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  for (const auto& [name, arguments] : examples) {
    for (const int signal : {SIGINT, SIGTERM}) {
      auto with_config = arguments;
      with_config.insert(with_config.end(), {"--config", fifo});
      RunningProgram program(with_config);
      const Descriptor writer(open_for_reader(fifo));
      program.signal(signal);
      EXPECT_EQ(program.wait().exit_code, 128 + signal) << name;
    }
  }
}

// Accepts connections and sends nothing.
class SilentServer {
 public:
  [[nodiscard]] std::string place() const { return server_.place(); }
  [[nodiscard]] bool has_connections(int count) {
    return eventually([&] { return connections_ >= count; });
  }

 private:
  std::atomic<int> connections_{0};
  RawServer server_{[this](const RawConnection& connection) {
    ++connections_;
    (void)connection.request();
    (void)connection.stirs_within(std::chrono::minutes{5});
  }};
};

TEST(Signals, EndEveryCommandAtOnceWhileItWaitsForASilentDatabase) {
  for (auto [name, arguments] : examples) {
    if (name == "plan") continue;  // needs no database
    for (const int signal : {SIGINT, SIGTERM}) {
      SilentServer server;
      auto with_database = arguments;
      with_database.insert(with_database.end(), {"--set", "database.url=postgresql://u@" + server.place() + "/d",
                                                 "--set", "database.connect_timeout=1m", "--set", "sink.preset=file",
                                                 "--set", "sink.path=/dev/null"});
      RunningProgram program(with_database);
      ASSERT_TRUE(server.has_connections(1)) << name;
      const auto began = std::chrono::steady_clock::now();
      program.signal(signal);
      EXPECT_EQ(program.wait().exit_code, 128 + signal) << name;
      EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{20}) << name;
    }
  }
}

TEST_F(Startup, ASignalEndsTheProgramAtOnceWhileAPushgatewayIsSilent) {
  SilentServer gateway;
  const auto program = Job(database)
                           .to(receiver)
                           .set("metrics.pushgateway", "http://" + gateway.place())
                           .start({"run", "--date", sample_day});
  ASSERT_TRUE(gateway.has_connections(1));
  program->signal(SIGTERM);
  EXPECT_EQ(program->wait().exit_code, 143);
  EXPECT_EQ(database.value("select exit_code from sent_source_data.runs"), "0");
}

// For a program that is ended while its threads work, which ThreadSanitizer would report.
Environment with_threads_left() {
  const char* const options = std::getenv("TSAN_OPTIONS");
  if (options == nullptr) return {};
  return {{"TSAN_OPTIONS", std::string(options) + ":report_thread_leaks=0"}};
}

// The receiver does not answer, so that the run is still in its grace period.
TEST_F(Startup, TheSecondSignalEndsARunAtOnce) {
  SilentServer silent;
  const auto program = Job(database)
                           .to("http://" + silent.place() + "/v1/batch")
                           .set("job.grace", "1m")
                           .set("sink.request_timeout", "2m")
                           .start({"run", "--date", sample_day}, with_threads_left());
  ASSERT_TRUE(silent.has_connections(1));
  const auto began = std::chrono::steady_clock::now();
  program->signal(SIGTERM);
  ASSERT_TRUE(eventually([&] { return !program->has_pending(SIGTERM); }));
  program->signal(SIGTERM);
  EXPECT_EQ(program->wait().exit_code, 143);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{20});
}

}  // namespace
}  // namespace sent::tests
