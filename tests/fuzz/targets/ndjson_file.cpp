// SPDX-License-Identifier: Apache-2.0

#include "ship/file/ndjson_file.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fuzz/input.hpp"
#include "fuzz/target.hpp"
#include "model/failure.hpp"
#include "support/files/temporary_directory.hpp"

namespace sent::tests {

namespace {

void write(const std::string& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }

std::string content_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// What is left once that which was begun at `at` is cut off: only a part of it, with nothing behind.
std::string_view without_begun(std::string_view file, std::size_t at, const std::string& begun) {
  if (at >= file.size()) return file;
  const std::string_view tail = file.substr(at);
  return tail.size() < begun.size() && std::string_view(begun).starts_with(tail) ? file.substr(0, at) : file;
}

}  // namespace

// What other processes left in the file and in the journal: where one began, what, and the file.
void fuzz_ndjson_file(Bytes bytes) {
  FuzzInput input(bytes);
  const auto at = input.number<std::uint16_t>();
  const std::string begun = std::string(input.line()) + "\n";
  const std::string before(input.rest());
  const TemporaryDirectory directory;
  const std::string path = directory.file("events");
  const std::string journal = path + ".sent-source-data";
  write(path, before);
  write(journal, "sent-source-data appends this at byte " + std::to_string(at) + "\n" + begun);
  const std::string expected(without_begun(before, at, begun));
  const bool whole = expected.empty() || expected.ends_with('\n');
  try {
    ship::file::NdjsonFile events(path);
    require(whole, "half a line of another program is refused");
    require(content_of(path) == expected, "only what we began is cut off");
    require(events.append("{}\n", {}) == std::nullopt && content_of(path) == expected + "{}\n", "lines follow lines");
  } catch (const Failure& failure) {
    require(failure.code() == ExitCode::usage, "a foreign file is a setting");
    require(!whole && content_of(path) == expected, "half a line of another program stays");
  }
  require(!std::filesystem::exists(journal), "no journal is left");
}

}  // namespace sent::tests
