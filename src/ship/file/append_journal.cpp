// SPDX-License-Identifier: Apache-2.0

#include "ship/file/append_journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <system_error>

#include "io/write_all.hpp"

namespace sent::ship::file {

namespace {

constexpr std::string_view opening = "sent-source-data appends this at byte ";

std::string error_text() { return std::generic_category().message(errno); }

std::string read_all(int file) {
  std::string text;
  std::array<char, 64 * 1024> block;
  for (ssize_t got = 0; (got = ::read(file, block.data(), block.size())) > 0;)
    text.append(block.data(), static_cast<std::size_t>(got));
  return text;
}

// A device or a pipe would never end.
bool is_regular(int file) {
  struct stat status {};
  return ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

// A process may be killed before it has written the first byte.
std::optional<AppendJournal::Begun> parse(const std::string& text) {
  if (text.empty()) return AppendJournal::Begun{};
  if (!text.starts_with(opening)) return std::nullopt;
  const std::size_t newline = std::min(text.find('\n'), text.size());
  AppendJournal::Begun begun;
  const auto read = std::from_chars(text.data() + opening.size(), text.data() + newline, begun.at);
  if (newline == text.size() || read.ptr != text.data() + newline || begun.at < 0) return AppendJournal::Begun{};
  begun.lines = text.substr(newline + 1);
  return begun;
}

bool allows_no_file(int error) {
  return error == EACCES || error == EPERM || error == EROFS || error == EEXIST || error == ENAMETOOLONG;
}

}  // namespace

std::optional<std::string> AppendJournal::begin(const Begun& append) {
  const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && allows_no_file(errno)) return std::nullopt;
  if (file < 0) return error_text();
  exists_ = true;
  const bool written = io::write_all(file, fmt::format("{}{}\n", opening, append.at)) &&
                       io::write_all(file, append.lines) && ::fdatasync(file) == 0;
  const std::string fault = written ? "" : error_text();
  ::close(file);
  if (written) return std::nullopt;
  end();
  return fault;
}

void AppendJournal::end() {
  if (exists_) ::unlink(path_.c_str());
  exists_ = false;
}

std::optional<AppendJournal::Begun> AppendJournal::take_begun() const {
  const int file = ::open(path_.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  auto begun = is_regular(file) ? parse(read_all(file)) : std::nullopt;
  ::close(file);
  if (begun) ::unlink(path_.c_str());
  return begun;
}

}  // namespace sent::ship::file
