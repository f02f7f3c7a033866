// Runs the program itself, as a user would, and keeps what it printed.

#pragma once

#include <map>
#include <string>
#include <vector>

namespace sent {

struct ProgramResult {
  int exit_code = -1;  // 128 + signal when a signal ended it
  std::string out;
  std::string err;
};

// `environment` is all that the program sees but PATH and TZ.
[[nodiscard]] ProgramResult run_program(const std::vector<std::string>& arguments,
                                        const std::map<std::string, std::string>& environment = {});

// Sends a signal to the program that run_program() is waiting for, from another thread.
void signal_program(int signal);

}  // namespace sent
