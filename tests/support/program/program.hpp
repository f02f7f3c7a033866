// SPDX-License-Identifier: Apache-2.0

// Runs the program itself, as a user would, and keeps its output.

#pragma once

#include <sys/types.h>

#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace sent::tests {

struct ProgramResult {
  int exit_code = -1;  // 128 + signal when a signal ended it
  std::string out;
  std::string err;
  long peak_kibibytes = 0;  // largest resident size
};

using Environment = std::map<std::string, std::string>;

// Where the program is: beside the tests, or another build of it, as with a sanitizer, by SENT_TESTED_PROGRAM.
[[nodiscard]] const char* tested_program();

// One process of the program. Thread-safe, except that wait() may be called only once.
class RunningProgram {
 public:
  // The program sees only `environment`, PATH, TZ and the options of sanitizers. It inherits no file of this process.
  // `launcher` starts the program: the path of a command, and its arguments.
  explicit RunningProgram(const std::vector<std::string>& arguments, const Environment& environment = {},
                          const std::vector<std::string>& launcher = {});
  // Kills the program if it still runs.
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  // Its largest resident size so far, in KiB. The one that wait() returns is at least that of this process at the
  // start.
  [[nodiscard]] long peak_so_far() const;
  // Nothing when the program has ended.
  void signal(int number);
  // Whether `signal` was sent but has not yet reached the process. The kernel keeps one of each number.
  [[nodiscard]] bool has_pending(int signal) const;
  [[nodiscard]] ProgramResult wait();

 private:
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

  File out_{std::tmpfile(), &std::fclose};
  File err_{std::tmpfile(), &std::fclose};
  pid_t pid_ = -1;
  std::mutex mutex_;
  bool ended_ = false;  // and its process id may be another's
};

[[nodiscard]] ProgramResult run_program(const std::vector<std::string>& arguments, const Environment& environment = {});

// Sends a signal to the program that run_program() is waiting for, from another thread.
void signal_program(int signal);

}  // namespace sent::tests
