// SPDX-License-Identifier: Apache-2.0

#include "support/program/terminal.hpp"

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

namespace sent::tests {

namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (auto& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

struct Terminal {
  int columns = 120;
  StandardOutput output = StandardOutput::nowhere;
};

ProgramResult run(const std::vector<std::string>& arguments, const Terminal& kind, const Environment& environment,
                  const std::function<void(std::string_view)>& watch) {
  std::vector<std::string> argv{tested_program()};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  std::vector<std::string> env{"PATH=/usr/bin:/bin", "TZ=UTC", "TERM=xterm"};
  for (const auto& [name, value] : environment) env.push_back(name + "=" + value);
  auto argv_pointers = pointers(argv);
  auto env_pointers = pointers(env);
  winsize size{};
  size.ws_col = static_cast<unsigned short>(kind.columns);
  size.ws_row = 24;
  int terminal = -1;
  const pid_t pid = forkpty(&terminal, nullptr, nullptr, &size);
  if (pid < 0) throw std::runtime_error("forkpty failed");
  if (pid == 0) {
    if (kind.output == StandardOutput::nowhere) dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
    execve(argv_pointers[0], argv_pointers.data(), env_pointers.data());
    _exit(127);
  }
  ProgramResult result;
  char block[4096];
  // A terminal whose other end was closed says EIO.
  for (ssize_t n; (n = read(terminal, block, sizeof block)) > 0;) {
    result.err.append(block, static_cast<std::size_t>(n));
    watch(result.err);
  }
  close(terminal);
  int status = 0;
  waitpid(pid, &status, 0);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace

ProgramResult run_on_terminal(const std::vector<std::string>& arguments, int columns, const Environment& environment) {
  return run(arguments, {columns, StandardOutput::nowhere}, environment, [](std::string_view) {});
}

ProgramResult run_on_terminal(const std::vector<std::string>& arguments, StandardOutput output,
                              const std::function<void(std::string_view shown)>& watch) {
  return run(arguments, {120, output}, {}, watch);
}

}  // namespace sent::tests
