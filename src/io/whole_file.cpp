// SPDX-License-Identifier: Apache-2.0

#include "io/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "io/write_all.hpp"
#include "model/failure.hpp"

namespace sent::io {

namespace {

// A file beside `path` with a unique name, removed unless it was renamed to `path`.
class Draft {
 public:
  explicit Draft(const std::string& path) : path_(path), name_(path + ".XXXXXX") { file_ = mkstemp(name_.data()); }
  ~Draft() {
    if (file_ >= 0) close(file_);
    if (file_ >= 0 && !published_) unlink(name_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  // False leaves errno.
  [[nodiscard]] bool write(std::string_view text) { return file_ >= 0 && write_all(file_, text); }
  [[nodiscard]] bool publish(mode_t permissions) {
    published_ = fchmod(file_, permissions) == 0 && fsync(file_) == 0 && std::rename(name_.c_str(), path_.c_str()) == 0;
    return published_;
  }

 private:
  std::string path_;
  std::string name_;
  int file_ = -1;
  bool published_ = false;
};

// Permissions that another user gave to a file say nothing about the new one.
mode_t permissions_for(const std::string& path, Readers readers) {
  struct stat before {};
  if (lstat(path.c_str(), &before) == 0 && before.st_uid == geteuid()) return before.st_mode & 0777U;
  return readers == Readers::everyone ? 0644 : 0600;
}

}  // namespace

void require_replaceable(const std::string& path, std::string_view purpose) {
  struct stat what {};
  if (lstat(path.c_str(), &what) != 0 || S_ISREG(what.st_mode)) return;
  throw Failure(ExitCode::usage, fmt::format("{} to {}: it exists and is not a regular file", purpose, path),
                "give a new path or a regular file, because the file is replaced by rename");
}

void write_whole_file(const std::string& path, std::string_view text, std::string_view purpose, Readers readers) {
  require_replaceable(path, purpose);
  Draft draft(path);
  if (draft.write(text) && draft.publish(permissions_for(path, readers))) return;
  throw Failure(
      ExitCode::usage, fmt::format("{} to {}: {}", purpose, path, std::strerror(errno)),
      "make the folder writable, or create it: the text is written to a new file there, which is then renamed");
}

bool may_create_file(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace sent::io
