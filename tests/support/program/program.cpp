// SPDX-License-Identifier: Apache-2.0

#include "support/program/program.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <stdexcept>

namespace sent::tests {

namespace {

std::mutex foreground_mutex;
RunningProgram* foreground = nullptr;

std::string content(std::FILE* file) {
  std::string text;
  std::rewind(file);
  char block[4096];
  for (std::size_t n; (n = std::fread(block, 1, sizeof block, file)) > 0;) text.append(block, n);
  return text;
}

// The line of a process in /proc that begins with `name`; empty if there is none.
std::string status_of(pid_t process, const std::string& name) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  std::string word;
  while (status >> word && word != name + ":") {
  }
  std::string value;
  status >> value;
  return value;
}

std::vector<std::string> variables(const Environment& environment) {
  Environment all{{"PATH", "/usr/bin:/bin"}, {"TZ", "UTC"}};
  for (const char* name : {"ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) all.emplace(name, value);
  }
  for (const auto& [name, value] : environment) all[name] = value;
  std::vector<std::string> list;
  for (const auto& [name, value] : all) list.push_back(name + "=" + value);
  return list;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (auto& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

void set_foreground(RunningProgram* program) {
  std::lock_guard lock(foreground_mutex);
  foreground = program;
}

}  // namespace

const char* tested_program() {
  const char* const other = std::getenv("SENT_TESTED_PROGRAM");
  return other != nullptr ? other : SENT_PROGRAM;
}

RunningProgram::RunningProgram(const std::vector<std::string>& arguments, const Environment& environment,
                               const std::vector<std::string>& launcher) {
  std::vector<std::string> argv = launcher;
  argv.emplace_back(tested_program());
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  auto env = variables(environment);
  auto argv_pointers = pointers(argv);
  auto env_pointers = pointers(env);
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) {
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(fileno(out_.get()), STDOUT_FILENO);
    dup2(fileno(err_.get()), STDERR_FILENO);
    close_range(3, ~0U, 0);
    execve(argv_pointers[0], argv_pointers.data(), env_pointers.data());
    _exit(127);
  }
}

RunningProgram::~RunningProgram() {
  signal(SIGKILL);
  if (!ended_) waitpid(pid_, nullptr, 0);
}

void RunningProgram::signal(int number) {
  std::lock_guard lock(mutex_);
  if (!ended_) kill(pid_, number);
}

ProgramResult RunningProgram::wait() {
  siginfo_t ignored{};
  waitid(P_PID, static_cast<id_t>(pid_), &ignored, WEXITED | WNOWAIT);
  int status = 0;
  rusage usage{};
  {
    std::lock_guard lock(mutex_);
    wait4(pid_, &status, 0, &usage);
    ended_ = true;
  }
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), content(out_.get()), content(err_.get()),
          usage.ru_maxrss};
}

bool RunningProgram::has_pending(int signal) const {
  const std::string pending = status_of(pid_, "ShdPnd");
  return !pending.empty() && (std::stoull(pending, nullptr, 16) & (1ULL << (signal - 1))) != 0;
}

long RunningProgram::peak_so_far() const {
  const std::string kibibytes = status_of(pid_, "VmHWM");
  return kibibytes.empty() ? 0 : std::stol(kibibytes);
}

ProgramResult run_program(const std::vector<std::string>& arguments, const Environment& environment) {
  RunningProgram program(arguments, environment);
  set_foreground(&program);
  auto result = program.wait();
  set_foreground(nullptr);
  return result;
}

void signal_program(int signal) {
  std::lock_guard lock(foreground_mutex);
  if (foreground != nullptr) foreground->signal(signal);
}

}  // namespace sent::tests
