// SPDX-License-Identifier: Apache-2.0

#include "support/servers/guarded_folder.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "support/servers/server_commands.hpp"

namespace sent::tests {

namespace {

// $0: the folder; $1: the file with the process id; $2: the signal; $3: the keeper, if any. A server that was killed
// leaves its file, and is a zombie until somebody else reaps it.
constexpr const char* guard_script = R"(
if [ -n "$3" ]; then tail --pid="$3" -s 0.2 -f /dev/null; else cat; fi
if pid=$(head -n 1 "$0/$1"); then
  kill -"$2" "$pid"
  while [ -e "$0/$1" ] && grep -q "^State:.[^Z]" "/proc/$pid/status"; do sleep 0.02; done
fi
rm -rf "$0"
)";

std::string make_folder() {
  std::string pattern = "/tmp/sent-source-data-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  return pattern;
}

}  // namespace

GuardedFolder::GuardedFolder(const std::string& pid_file, const std::string& signal) : path_(make_folder()) {
  start_guard(pid_file, signal);
  hand_over();
}

GuardedFolder::GuardedFolder(std::string path, pid_t keeper, const std::string& pid_file, const std::string& signal)
    : path_(std::move(path)), keeper_(std::to_string(keeper)) {
  start_guard(pid_file, signal);
  hand_over();
}

void GuardedFolder::hand_over() const {
  if (geteuid() == 0 && !succeeds("chown postgres:postgres " + path_)) throw std::runtime_error("chown");
}

void GuardedFolder::start_guard(const std::string& pid_file, const std::string& signal) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
  guard_ = fork();
  if (guard_ < 0) throw std::runtime_error("fork failed");
  if (guard_ == 0) {
    setsid();  // so that killing this process's group does not kill the guard
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(ends[0], STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    close_range(3, ~0U, 0);
    execl("/bin/sh", "sh", "-c", guard_script, path_.c_str(), pid_file.c_str(), signal.c_str(), keeper_.c_str(),
          nullptr);
    _exit(127);
  }
  close(ends[0]);
  lifeline_ = ends[1];
}

GuardedFolder::~GuardedFolder() {
  close(lifeline_);
  if (keeper_.empty()) waitpid(guard_, nullptr, 0);
}

}  // namespace sent::tests
