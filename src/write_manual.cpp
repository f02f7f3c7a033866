// SPDX-License-Identifier: Apache-2.0

// Writes the files of a package that derive from the program's declarations: its manual pages and the completion for
// shells. The build runs it; it is not installed.
//
//   sent_manual_writer DATE FOLDER

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "cli/command_description.hpp"
#include "config/settings.hpp"
#include "manual/command_manual.hpp"
#include "manual/completion.hpp"
#include "manual/settings_manual.hpp"
#include "program/registry.hpp"

namespace {

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

void write_all(const std::string& date, const std::filesystem::path& folder) {
  const auto program = sent::cli::describe_command_line(sent::program::declarations_of(sent::program::make_commands()));
  std::filesystem::create_directories(folder);
  write(folder / "sent-source-data.1", sent::manual::command_manual(program, date));
  write(folder / "sent-source-data.toml.5", sent::manual::settings_manual(date));
  write(folder / "sent-source-data.bash", sent::manual::bash_completion(program, sent::config::settings()));
  write(folder / "_sent-source-data", sent::manual::zsh_completion(program, sent::config::settings()));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw std::runtime_error("usage: sent_manual_writer DATE FOLDER");
    write_all(argv[1], argv[2]);
    return 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
}
