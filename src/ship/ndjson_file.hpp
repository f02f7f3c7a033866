// SPDX-License-Identifier: Apache-2.0

// A file that events are appended to, or standard output. Shared by the workers of one sender; other
// processes may append to the same file.

#pragma once

#include <sys/types.h>

#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

namespace sent::ship {

// Thread-safe.
class NdjsonFile {
 public:
  // Creates the file if there is none, and cuts off a torn last event. Throws Failure(usage).
  explicit NdjsonFile(const std::string& path);
  ~NdjsonFile();
  NdjsonFile(const NdjsonFile&) = delete;
  NdjsonFile& operator=(const NdjsonFile&) = delete;

  // Appends `lines`, whole and synced, behind the last whole event. Throws Failure(usage) when the file ends in
  // something else. Returns what went wrong, empty if nothing; a regular file then ends where it did before. `stop`
  // ends the wait for the reader of a pipe.
  [[nodiscard]] std::string append(std::string_view lines, const std::stop_token& stop);

 private:
  void cut_torn_tail() const;
  [[nodiscard]] std::string write_all(std::string_view lines, const std::stop_token& stop) const;
  [[nodiscard]] std::string append_to_regular(std::string_view lines, const std::stop_token& stop) const;

  const std::string path_;
  bool regular_ = false;
  int fd_ = -1;
  std::mutex mutex_;
};

}  // namespace sent::ship
