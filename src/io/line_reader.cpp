// SPDX-License-Identifier: Apache-2.0

#include "io/line_reader.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "model/failure.hpp"

namespace sent::io {

void LineReader::Close::operator()(std::FILE* file) const {
  if (file != stdin) std::fclose(file);
}

LineReader::LineReader(const std::string& path, std::size_t longest)
    : path_(path), longest_(longest), file_(path == "-" ? stdin : std::fopen(path.c_str(), "rbe")) {
  struct stat what {};
  if (file_ && fstat(fileno(file_.get()), &what) == 0 && S_ISDIR(what.st_mode)) errno = EISDIR;
  if (file_ && !S_ISDIR(what.st_mode)) return;
  throw Failure(ExitCode::usage, fmt::format("opening \"{}\": {}", path, std::strerror(errno)),
                "give a file that can be read, or - for standard input");
}

std::optional<std::string_view> LineReader::next() {
  line_.clear();
  bool any = false;
  for (int c = 0; (c = getc_unlocked(file_.get())) != EOF;) {
    if (c == '\n') return line_;
    any = true;
    if (line_.size() <= longest_) line_ += static_cast<char>(c);
  }
  if (std::ferror(file_.get()) != 0) {
    throw Failure(ExitCode::unexpected, fmt::format("reading \"{}\": {}", path_, std::strerror(errno)),
                  "check the disk, or the program that writes the lines, then run again");
  }
  if (!any) return std::nullopt;
  return line_;
}

}  // namespace sent::io
